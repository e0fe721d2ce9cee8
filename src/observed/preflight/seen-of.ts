import type { Seen } from "../../plan/preflight/preflight-facts.ts";

/** What `look` tells; a rejection is a fact that could not be told, and undefined one that is absent. */
export async function seenOf<T>(look: () => Promise<T | undefined>): Promise<Seen<T>> {
  try {
    const value = await look();
    return value === undefined ? { kind: "absent" } : { kind: "present", value };
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A fact made of another; undefined means that it could not be made sense of. */
export function understood<T, U>(seen: Seen<T>, read: (value: T) => U | undefined): Seen<U> {
  if (seen.kind !== "present") {
    return seen;
  }
  const value = read(seen.value);
  return value === undefined ? { kind: "unreadable", reason: "not understood" } : { kind: "present", value };
}
