import { klogField } from "../parse-klog.ts";

/**
 * Why the kubelet could not bring a Pod of the control plane about, from its log (`Error syncing pod, skipping`),
 * oldest first. With a `uid` only what it says of that very Pod.
 */
export function syncErrors(kubeletLog: readonly string[], podName: string, uid: string | undefined): readonly string[] {
  return syncErrorsIn(kubeletLog, "kube-system", podName, uid);
}

/** The same for a Pod of any namespace. */
export function syncErrorsIn(
  kubeletLog: readonly string[],
  namespace: string,
  podName: string,
  uid: string | undefined,
): readonly string[] {
  return kubeletLog.flatMap((line) => {
    const isOfPod = line.includes("Error syncing pod") && line.includes(`${namespace}/${podName}"`);
    const isOfUid = uid === undefined || uid === "" || line.includes(uid);
    const error = isOfPod && isOfUid ? klogField(line, "err") : undefined;
    return error === undefined ? [] : [error];
  });
}
