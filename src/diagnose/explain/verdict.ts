import type { Component } from "../../domain/component.ts";
import { manifestNotAccepted } from "../../errors/diagnose.ts";
import { manifestMissing, manifestTwice } from "../../errors/explain.ts";
import type { ToolError } from "../../errors/tool-error.ts";
import { findCause } from "../find-cause.ts";
import { lacks } from "../health/lacks.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { StageId } from "../stage.ts";
import type { ChainInput } from "./chain-input.ts";
import { isReady } from "./chain-of.ts";
import type { Link } from "./chain.ts";
import { dependenciesOf } from "./dependencies-of.ts";
import { findFailingProbe } from "./find-failing-probe.ts";
import { findFrozen } from "./find-frozen.ts";
import { nextSteps } from "./next-steps.ts";

/** What a chain comes to. A cause is named where it was proven, and nowhere else. */
export type Verdict =
  | { readonly kind: "ready" }
  | {
      readonly kind: "proven";
      /** The part of the host at fault, where that is not the Pod itself. */
      readonly of: StageId | undefined;
      readonly error: ToolError;
    }
  | { readonly kind: "unproven"; readonly known: readonly string[]; readonly next: readonly string[] };

/** Why the Pod is not ready. Pure. */
export function verdictOf(input: ChainInput, chain: readonly Link[]): Verdict {
  if (isReady(chain)) {
    return { kind: "ready" };
  }
  const { pod, places } = input;
  if (pod.twins.length > 1) {
    return { kind: "proven", of: undefined, error: manifestTwice(pod.name, pod.twins) };
  }
  if (pod.refusal !== undefined && pod.manifest.kind === "present") {
    const fault = { component: pod.name, manifestPath: pod.manifestPath, evidence: [] };
    return { kind: "proven", of: undefined, error: manifestNotAccepted(fault, pod.refusal) };
  }
  const snapshot = ofThisPod(input);
  const cause = findFrozen(snapshot) ?? findCause(snapshot);
  // That it ends again and again is no cause where something ends it.
  const probe = cause === undefined || cause.error.code === "CrashLoop" ? findFailingProbe(pod) : undefined;
  if (probe !== undefined) {
    return { kind: "proven", of: undefined, error: probe };
  }
  if (cause !== undefined) {
    return { kind: "proven", of: cause.stage === pod.name ? undefined : cause.stage, error: cause.error };
  }
  if (pod.manifest.kind === "absent") {
    const error = manifestMissing(pod.name, pod.manifestPath, places.staticPodPath);
    return { kind: "proven", of: undefined, error };
  }
  return { kind: "unproven", known: known(chain, snapshot, pod.name), next: nextSteps(chain, input) };
}

/** The host without the components that this Pod can do without; itself first, as its own fault comes first. */
function ofThisPod({ snapshot, pod }: ChainInput): Snapshot {
  const wanted: readonly string[] = [pod.name, ...dependenciesOf(pod.name)];
  const components = wanted.flatMap((name) =>
    snapshot.components.filter(({ expected }) => expected.component === (name as Component)),
  );
  return { ...snapshot, components };
}

function known(chain: readonly Link[], snapshot: Snapshot, name: string): readonly string[] {
  const failing = chain.filter(({ state }) => state === "failing");
  const open = failing.length > 0 ? failing : chain.filter(({ state }) => state === "could not tell");
  const others = lacks(snapshot).filter(({ stage }) => stage !== name && stage !== "node" && stage !== "kubelet");
  const { status } = snapshot.containerd;
  const isRuntimeAway = snapshot.runtime.kind === "away";
  return [
    ...open.map((link) => `${link.name}: ${link.summary}`),
    ...(isRuntimeAway && status !== undefined ? [`containerd: service ${status.state}`] : []),
    ...others.map(({ stage, detail }) => `${stage}, which it needs: ${detail}`),
  ];
}
