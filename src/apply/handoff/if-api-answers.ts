import { ApiRefused, ApiUnreachable } from "../../ports/cluster-api.ts";

/** What the API answers; undefined where it is away or refuses now, so that one can ask again. */
export async function ifApiAnswers<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiRefused || error instanceof ApiUnreachable) {
      return undefined;
    }
    throw error;
  }
}
