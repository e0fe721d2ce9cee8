import { ToolError } from "../errors/tool-error.ts";
import type { Clock } from "../ports/clock.ts";
import type { Reporter } from "../ports/reporter.ts";

/** One row of progress and the work behind it. `run` resolves to a summary, a few words. */
export interface Stage {
  readonly stage: string;
  readonly title: string;
  readonly run: () => Promise<string>;
}

/** Runs `stages` one after the other and reports each. Rejects with what a stage threw; the later ones do not run then. */
export async function runStages(
  stages: readonly Stage[],
  ports: { readonly clock: Clock; readonly reporter: Reporter },
): Promise<void> {
  for (const stage of stages) {
    await runStage(stage, ports);
  }
}

/** Runs one stage, reported from its start to its end. */
export async function runStage(
  { stage, title, run }: Stage,
  { clock, reporter }: { readonly clock: Clock; readonly reporter: Reporter },
): Promise<void> {
  const startedAt = clock.monotonicMs();
  reporter.notify({ kind: "stage-started", stage, title });
  try {
    const summary = await run();
    reporter.notify({ kind: "stage-done", stage, summary, tookMs: clock.monotonicMs() - startedAt });
  } catch (error) {
    reporter.notify({
      kind: "stage-failed",
      stage,
      error: error instanceof ToolError ? error.explanation.what : "an unexpected error",
    });
    throw error;
  }
}
