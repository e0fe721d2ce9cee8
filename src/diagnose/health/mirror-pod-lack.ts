import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

/** Whether the API shows the very Pod that runs; undefined where it does. */
export function mirrorPodLack({ cluster }: Snapshot, { expected, pod }: ComponentSymptoms): string | undefined {
  const { podName } = expected;
  if (cluster.mirrorPods.kind !== "present") {
    const reason = cluster.mirrorPods.kind === "unreadable" ? cluster.mirrorPods.reason : "none";
    return `mirror Pod ${podName} not known (${reason})`;
  }
  const mirror = cluster.mirrorPods.value.get(podName);
  if (mirror === undefined) {
    return `no mirror Pod ${podName} yet`;
  }
  return mirror.configHash === configHashOf(pod) ? undefined : `mirror Pod ${podName} still shows another manifest`;
}

/** The kubelet's hash of the manifest that the sandbox was made from. */
export function configHashOf({ sandbox }: Pick<ComponentSymptoms["pod"], "sandbox">): string | undefined {
  return sandbox === undefined ? undefined : (sandbox.annotations["kubernetes.io/config.hash"] ?? sandbox.uid);
}
