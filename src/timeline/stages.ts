import type { RunEvent } from "../domain/run-record.ts";
import type { Bar } from "./chart.ts";
import { ofKind } from "./instances.ts";

/** A stage from its beginning to its end. */
export interface StageSpan {
  readonly stage: string;
  /** Its title. */
  readonly title: string;
  readonly bar: Bar;
  /** What became of it, in its own words; empty where the run ended before it did. */
  readonly outcome: string;
}

/** The stages of a run in the order in which they began; one that was waited for twice is one. */
export function stagesOf(events: readonly RunEvent[], totalMs: number): readonly StageSpan[] {
  const started = ofKind(events, "stage-started");
  return started
    .filter((event, index) => started.findIndex(({ stage }) => stage === event.stage) === index)
    .map(({ stage, text: title, atMs }): StageSpan => {
      const failed = ofKind(events, "stage-failed").find((event) => event.stage === stage);
      const end = failed ?? ofKind(events, "stage-done").findLast((event) => event.stage === stage);
      const kind = failed === undefined ? "step" : "failed";
      const bar = { kind, fromMs: Math.max(0, atMs), toMs: end?.atMs ?? totalMs, text: end?.text ?? title } as const;
      return { stage, title, bar, outcome: end?.text ?? "" };
    });
}
