import type { ComponentSymptoms, RuntimeSymptoms } from "../snapshot/snapshot.ts";
import { describeExit } from "../describe-exit.ts";
import { runsAsExpected } from "./runs-as-expected.ts";

/** What a static Pod still needs until its container runs with the manifest's command; undefined where it does. */
export function podLack(component: ComponentSymptoms, runtime: RuntimeSymptoms): string | undefined {
  const { pod, manifest, image } = component;
  if (manifest.kind !== "present") {
    return manifest.kind === "absent" ? "no manifest" : `manifest unreadable (${manifest.reason})`;
  }
  if (!manifest.value.isExpected) {
    return "the manifest on disk has another command";
  }
  if (runtime.kind === "away") {
    return "the container runtime does not answer";
  }
  if (pod.sandbox === undefined) {
    return pod.isOld ? "waiting for the kubelet to end the previous Pod" : "waiting for the kubelet to start the Pod";
  }
  if (pod.running !== undefined) {
    return runsAsExpected(component) ? undefined : "the process does not run with the manifest's command line";
  }
  if (pod.exited !== undefined) {
    return `${describeExit(pod.exited)}, waiting for the next start`;
  }
  return image === "absent"
    ? "sandbox created, image not present"
    : "sandbox created, image present, container not started";
}
