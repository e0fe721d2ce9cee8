import { type AbsolutePath, absolute, below } from "../absolute-path.ts";
import type { Component } from "../component.ts";

/** What a component's second instance is called: its Pod, its container stays. */
export function secondPodName(component: Component): string {
  return `${component}-handoff`;
}

/** The second instance's manifest. */
export function secondManifestPath(staticPodPath: AbsolutePath, component: Component): AbsolutePath {
  return below(staticPodPath, `${secondPodName(component)}.yaml`);
}

/** The volume by which a second instance mounts its transaction's marker. */
export const HANDOFF_VOLUME = "steadyplane-handoff";

/** Where markers of handoffs in progress are. */
export const HANDOFF_MARKERS: AbsolutePath = absolute("/run/steadyplane/handoff");

/**
 * A file that a transaction's second Pods mount. It is gone after a reboot, and without it the kubelet cannot start a
 * leftover second Pod (kubernetes, pkg/volume/hostpath/host_path.go, type File).
 */
export function handoffMarker(transactionId: string): AbsolutePath {
  return below(HANDOFF_MARKERS, transactionId);
}
