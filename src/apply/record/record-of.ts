import type { Happening, RunRecord } from "../../domain/run-record.ts";
import type { LogEntry } from "./run-log.ts";

// A run that waits for long says what it waits for again and again.
const MOST = 2_000;

/** A log as it is kept: from the first stage to `endedAt`, in the order of time. */
export function recordOf(
  entries: readonly LogEntry[],
  endedAt: number,
  said: Pick<RunRecord, "command" | "node" | "outcome" | "failure" | "revision">,
): RunRecord {
  const first = entries.find(({ happening }) => happening.kind === "stage-started");
  const startedAt = first?.at ?? endedAt;
  const over = idsOver(entries, startedAt);
  const events = entries
    .filter(({ happening }) => !isOver(happening, over))
    .map(({ at, happening }) => ({ atMs: Math.round(at - startedAt), ...happening }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const details = events.filter(({ kind }) => kind === "stage-detail");
  const dropped = new Set(details.slice(0, Math.max(0, events.length - MOST)));
  return {
    version: 1,
    ...said,
    startedAt: new Date(startedAt).toISOString(),
    tookMs: Math.round(endedAt - startedAt),
    events: events.filter((event) => !dropped.has(event)),
  };
}

/** Containers that had ended before, and sandboxes that are of no other. */
function idsOver(entries: readonly LogEntry[], startedAt: number): ReadonlySet<string> {
  const over = new Set(
    entries.flatMap(({ at, happening }) =>
      happening.kind === "container-ended" && at < startedAt ? [happening.container] : [],
    ),
  );
  const used = new Set(
    entries.flatMap(({ happening }) =>
      happening.kind === "container-created" && !over.has(happening.container) ? [happening.sandbox] : [],
    ),
  );
  for (const { at, happening } of entries) {
    if (happening.kind === "sandbox-created" && at < startedAt && !used.has(happening.sandbox)) {
      over.add(happening.sandbox);
    }
  }
  return over;
}

function isOver(happening: Happening, over: ReadonlySet<string>): boolean {
  return (
    ("container" in happening && over.has(happening.container)) ||
    (happening.kind === "sandbox-created" && over.has(happening.sandbox))
  );
}
