import { desiredStaticPods } from "../../src/desired/manifests/desired-static-pods.ts";
import { renderStaticPod } from "../../src/desired/manifests/render-static-pod.ts";
import type { ClusterSpec } from "../../src/domain/cluster-spec.ts";
import type { NodeSpec } from "../../src/domain/node-spec.ts";
import type { StaticPodResource } from "../../src/domain/resource.ts";
import { renderTemplate } from "./render-template.ts";

/** Of every input in these manifests. */
export const FINGERPRINT = "sha256:0123456789abcdef";

/** The manifests of a node by component, each input with a made-up fingerprint. */
export function renderedManifests(
  cluster: ClusterSpec,
  node: NodeSpec,
  isExternalCa = false,
): ReadonlyMap<string, string> {
  return new Map(desiredStaticPods(cluster, node, isExternalCa).map((pod) => [pod.component, rendered(pod)]));
}

/** The manifest of one Pod, each input with a made-up fingerprint. */
export function rendered(pod: StaticPodResource): string {
  return renderStaticPod(pod, new Map(pod.inputs.map((path) => [path, FINGERPRINT])), renderTemplate);
}
