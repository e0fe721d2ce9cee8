import { mirrorPodRefused } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { klogField, klogSince } from "../parse-klog.ts";

/** The API does not take the Pod that stands for a static one: an admission policy, or a webhook, refuses it. */
export const findMirrorPodRefused = inComponents((component, { cluster, kubelet, since, at }) => {
  const { podName } = component.expected;
  if (cluster.mirrorPods.kind !== "present" || cluster.mirrorPods.value.has(podName)) {
    return undefined;
  }
  const line = klogSince(kubelet.log, since, at).findLast(
    (text) => text.includes("Failed creating a mirror pod") && text.includes(`/${podName}"`),
  );
  const reason = line === undefined ? undefined : klogField(line, "err");
  // What is refused for a want of its namespace or of a right comes by itself as the API server starts.
  return line === undefined || reason === undefined || !/denied the request|violates|admission/u.test(reason)
    ? undefined
    : mirrorPodRefused({ ...faultOf(component), evidence: logEvidence([line]) }, reason);
});
