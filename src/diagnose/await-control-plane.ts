import { notHealthyInTime } from "../errors/diagnose-host.ts";
import type { Reporter } from "../ports/reporter.ts";
import type { DiagnosePorts } from "./diagnose-ports.ts";
import type { ComponentExpectation, Expectation } from "./expectation.ts";
import { findCause } from "./find-cause.ts";
import { lacks } from "./health/lacks.ts";
import type { Lack } from "./health/lack.ts";
import { allPass, probeComponent } from "./snapshot/probe-components.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import { takeSnapshot } from "./snapshot/take-snapshot.ts";
import { statusView } from "./status/status-view.ts";
import type { StatusView } from "./status/status-view.ts";
import { pauseMs, snapshotEveryMs } from "./wait/pace.ts";
import { StageProgress } from "./wait/stage-progress.ts";

export interface WaitOptions {
  readonly reporter: Reporter;
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
}

export interface HealthReport {
  readonly tookMs: number;
  /** The host as it was seen when nothing was missing any more. */
  readonly view: StatusView;
}

/**
 * Waits until everything that `expectation` names is healthy, and reports one stage for each part while it waits.
 * Rejects with a ToolError as soon as a cause is proven that waiting cannot heal, or with `NotHealthyInTime` and
 * what is still missing; with the signal's reason where it is aborted.
 */
export async function awaitControlPlane(
  expectation: Expectation,
  ports: DiagnosePorts,
  { reporter, signal, timeoutMs }: WaitOptions,
): Promise<HealthReport> {
  const { clock } = ports;
  const startedAt = clock.monotonicMs();
  const since = clock.now();
  const progress = new StageProgress(expectation, reporter, clock);
  let unproven: readonly ComponentExpectation[] = expectation.components;
  let snapshot: Snapshot | undefined;
  let snapshotDueAt = startedAt;
  for (;;) {
    signal?.throwIfAborted();
    const hadUnproven = unproven.length > 0;
    unproven = await stillUnproven(ports, expectation, unproven);
    const isNewlyProven = hadUnproven && unproven.length === 0;
    if (isNewlyProven || clock.monotonicMs() >= snapshotDueAt) {
      snapshot = await takeSnapshot(ports, expectation, since, snapshot);
      const missing = judge(snapshot, progress);
      const tookMs = clock.monotonicMs() - startedAt;
      if (missing.length === 0) {
        return { tookMs, view: statusView(snapshot) };
      }
      if (tookMs >= timeoutMs) {
        throw progress.fail(missing[0]?.stage, timedOut(missing, timeoutMs));
      }
      snapshotDueAt = clock.monotonicMs() + snapshotEveryMs(unproven.length > 0, tookMs);
    }
    const left = startedAt + timeoutMs - clock.monotonicMs();
    snapshotDueAt = Math.min(snapshotDueAt, startedAt + timeoutMs);
    await clock.sleep(Math.max(0, Math.min(pauseMs(timeoutMs - left), left)), signal);
  }
}

/** Cheap questions between two looks at everything: a component that has answered once is not asked again. */
async function stillUnproven(
  { http }: DiagnosePorts,
  { api }: Expectation,
  components: readonly ComponentExpectation[],
): Promise<readonly ComponentExpectation[]> {
  const results = await Promise.all(components.map((component) => probeComponent(http, component, api)));
  return components.filter((_, index) => !allPass(results[index] ?? []));
}

/** Reports what is missing. Throws the cause, where one is proven. */
function judge(snapshot: Snapshot, progress: StageProgress): readonly Lack[] {
  const missing = lacks(snapshot);
  progress.show(missing);
  // etcd may be ready and refuse writes: a change that gives it room has to pass.
  const cause = missing.length === 0 ? undefined : findCause(snapshot);
  if (cause !== undefined) {
    throw progress.fail(cause.stage, cause.error);
  }
  return missing;
}

function timedOut(missing: readonly Lack[], timeoutMs: number) {
  const evidence = missing.flatMap((lack) => lack.evidence.map((line) => `${lack.stage}: ${line}`));
  const details = missing.map(({ stage, detail }) => `${stage}: ${detail}`);
  return notHealthyInTime(details, evidence, Math.round(timeoutMs / 1000));
}
