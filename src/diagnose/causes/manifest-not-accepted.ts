import { manifestNotAccepted } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { klogField, klogSince } from "../parse-klog.ts";

// The kubelet reads the folder every 20 s, and says it again: what is older may have been corrected since.
const REPEATED_MS = 45_000;

/** The kubelet cannot decode the manifest, or the Pod in it does not validate. */
export const findManifestNotAccepted = inComponents((component, { kubelet, since, at }) => {
  const { expected, manifest, pod } = component;
  // A Pod that still runs is of an earlier text, and is lost with the kubelet's next start.
  if (manifest.kind === "unreadable") {
    return manifestNotAccepted(faultOf(component), manifest.reason);
  }
  if (pod.sandbox !== undefined) {
    return undefined;
  }
  const lines = klogSince(kubelet.log, Math.max(expected.manifestWrittenAt ?? since, at - REPEATED_MS), at);
  const refusal = lines.findLast((line) => isRefusal(line) && line.includes(expected.manifestPath));
  const reason = refusal === undefined ? undefined : klogField(refusal, "err");
  return refusal === undefined || reason === undefined
    ? undefined
    : manifestNotAccepted({ ...faultOf(component), evidence: logEvidence([refusal]) }, reason);
});

// A file that is written in place is empty for a moment, which the kubelet sees too.
function isRefusal(line: string): boolean {
  return (
    /Could not process manifest file|Unable to process watch event/u.test(line) && !line.includes("missing in 'null'")
  );
}
