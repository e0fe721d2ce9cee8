import { absolute } from "../../src/domain/absolute-path.ts";
import type { Component } from "../../src/domain/component.ts";
import type { KubeletPlaces } from "../../src/diagnose/explain/chain-input.ts";
import type { PodExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import { podExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import { seenComponent } from "../../src/diagnose/explain/seen-component.ts";
import type { Snapshot } from "../../src/diagnose/snapshot/snapshot.ts";
import type { ProcessView } from "../../src/ports/processes.ts";

export const EXAMPLE_PLACES: KubeletPlaces = {
  configPath: absolute("/var/lib/kubelet/config.yaml"),
  hasConfig: true,
  staticPodPath: absolute("/etc/kubernetes/manifests"),
  saidBy: "/var/lib/kubelet/config.yaml",
  disagreements: [],
};

/** What is said of one component of `snapshot`. */
export function explained(
  snapshot: Snapshot,
  component: Component,
  table: readonly ProcessView[] = [],
): PodExplanation {
  const symptoms = snapshot.components.find(({ expected }) => expected.component === component);
  if (symptoms === undefined) {
    throw new Error(`${component} is not in the snapshot`);
  }
  const pod = { ...seenComponent(snapshot, symptoms, table), twins: [], refusal: undefined, kubeletProbes: [] };
  return podExplanation({ snapshot, places: EXAMPLE_PLACES, pod });
}
