import type { ToolError } from "../../errors/tool-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Reporter } from "../../ports/reporter.ts";
import type { Expectation } from "../expectation.ts";
import type { Lack } from "../health/lack.ts";
import { STAGES } from "../stage.ts";
import type { StageId } from "../stage.ts";

const TITLES: Readonly<Record<StageId, string>> = {
  kubelet: "Wait for the kubelet",
  etcd: "Wait for etcd",
  "kube-apiserver": "Wait for the API server",
  "kube-controller-manager": "Wait for the controller manager",
  "kube-scheduler": "Wait for the scheduler",
  node: "Wait for the Node and its Pods in the API",
};

/** One row for each part that is waited for; says only what has changed. */
export class StageProgress {
  readonly #reporter: Reporter;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #stages: readonly StageId[];
  readonly #details = new Map<StageId, string>();
  readonly #done = new Set<StageId>();

  constructor(expectation: Expectation, reporter: Reporter, clock: Clock) {
    this.#reporter = reporter;
    this.#clock = clock;
    this.#startedAt = clock.monotonicMs();
    this.#stages = stagesOf(expectation);
    for (const stage of this.#stages) {
      reporter.notify({ kind: "stage-started", stage, title: TITLES[stage] });
    }
  }

  show(missing: readonly Lack[]): void {
    for (const stage of this.#stages) {
      const lack = missing.find((candidate) => candidate.stage === stage);
      if (lack !== undefined) {
        this.#detail(stage, lack.detail);
      } else if (!this.#done.has(stage)) {
        this.#done.add(stage);
        const tookMs = this.#clock.monotonicMs() - this.#startedAt;
        this.#reporter.notify({ kind: "stage-done", stage, summary: "healthy", tookMs });
      }
    }
  }

  /** Marks `stage` as failed and returns `error`. */
  fail(stage: StageId | undefined, error: ToolError): ToolError {
    if (stage !== undefined) {
      this.#reporter.notify({ kind: "stage-failed", stage, error: error.explanation.what });
    }
    return error;
  }

  #detail(stage: StageId, detail: string): void {
    if (this.#details.get(stage) !== detail) {
      this.#details.set(stage, detail);
      this.#reporter.notify({ kind: "stage-detail", stage, detail });
    }
  }
}

function stagesOf({ components, gates }: Expectation): readonly StageId[] {
  const expected = new Set<StageId>(["kubelet", ...components.map(({ component }) => component)]);
  if (gates.node || gates.mirrorPods) {
    expected.add("node");
  }
  return STAGES.filter((stage) => expected.has(stage));
}
