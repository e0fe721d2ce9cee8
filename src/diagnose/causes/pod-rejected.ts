import { podRejected } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { klogField, klogSince } from "../parse-klog.ts";
import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

const REJECTED = /Failed to admit pod|Predicate failed on Pod|Pod admission denied/u;

/** The kubelet's admission turned the Pod away: too little CPU or memory, a selector that does not fit. */
export const findPodRejected = inComponents((component, snapshot) => {
  if (component.pod.sandbox !== undefined) {
    return undefined;
  }
  const fault = faultOf(component);
  const line = rejection(component, snapshot);
  if (line !== undefined) {
    const reason = klogField(line, "err") ?? klogField(line, "message") ?? "its log does not say why";
    return podRejected({ ...fault, evidence: logEvidence([line]) }, reason);
  }
  const reason = reasonInApi(component, snapshot);
  return reason === undefined ? undefined : podRejected(fault, reason);
});

function reasonInApi({ expected }: ComponentSymptoms, { cluster }: Snapshot): string | undefined {
  const mirror = cluster.mirrorPods.kind === "present" ? cluster.mirrorPods.value.get(expected.podName) : undefined;
  return mirror?.phase === "Failed" && mirror.reason !== "" ? mirror.reason : undefined;
}

function rejection({ expected }: ComponentSymptoms, { kubelet, since, at }: Snapshot): string | undefined {
  const lines = klogSince(kubelet.log, expected.manifestWrittenAt ?? since, at);
  return lines.findLast((text) => REJECTED.test(text) && text.includes(`/${expected.podName}"`));
}
