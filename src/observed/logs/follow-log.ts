import type { Clock } from "../../ports/clock.ts";
import type { GrowingFiles } from "../../ports/growing-files.ts";
import type { LogLine } from "./cri-log-parser.ts";
import type { LogInstance } from "./log-instance.ts";
import { LogReader } from "./log-reader.ts";

const PAUSE_MS = 200;
/** How often it is looked whether the container was started again. */
const SEARCH_MS = 1_000;

/** Lines of one instance. With `isFirst` those that were there when it was begun with. */
export interface LogPart {
  readonly instance: LogInstance;
  readonly lines: readonly LogLine[];
  readonly isFirst: boolean;
}

export interface FollowOptions {
  /** The newest instance at the time. */
  newest(): Promise<LogInstance | undefined>;
  readonly signal: AbortSignal;
}

/** What a container printed and goes on printing, over rotation and restarts, until `signal` is aborted. */
export async function* followLog(
  { growing, clock }: { readonly growing: GrowingFiles; readonly clock: Clock },
  first: LogInstance,
  { newest, signal }: FollowOptions,
): AsyncGenerator<LogPart> {
  let instance = first;
  let reader = new LogReader(growing, instance);
  let isFirst = true;
  let searchAt = clock.monotonicMs() + SEARCH_MS;
  try {
    while (!signal.aborted) {
      const lines = await reader.read();
      if (lines.length > 0 || isFirst) {
        yield { instance, lines, isFirst };
      }
      if (lines.length > 0) {
        continue;
      }
      isFirst = false;
      if (clock.monotonicMs() >= searchAt) {
        searchAt = clock.monotonicMs() + SEARCH_MS;
        const next = await newest();
        if (next !== undefined && next.path !== instance.path && next.at >= instance.at) {
          yield* restOf(reader, instance);
          instance = next;
          reader = new LogReader(growing, instance);
          yield { instance, lines: [], isFirst: false };
          continue;
        }
      }
      await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
    }
  } finally {
    await reader.close();
  }
}

async function* restOf(reader: LogReader, instance: LogInstance): AsyncGenerator<LogPart> {
  for (let lines = await reader.read(); lines.length > 0; lines = await reader.read()) {
    yield { instance, lines, isFirst: false };
  }
  yield { instance, lines: reader.end(), isFirst: false };
  await reader.close();
}
