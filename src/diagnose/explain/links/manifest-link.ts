import { logEvidence } from "../../evidence.ts";
import { configHashOf } from "../../health/mirror-pod-lack.ts";
import { klogSince } from "../../parse-klog.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

const SEEN = "kubernetes.io/config.seen";

/** Whether the manifest is there, holds a Pod, and was read by the kubelet. */
export function manifestLink({ snapshot, pod }: ChainInput): Sight {
  const { manifest, manifestPath, refusal, sandbox, twins } = pod;
  if (manifest.kind === "absent") {
    return { state: "failing", summary: `${manifestPath} is not there`, evidence: leftover(pod) };
  }
  if (manifest.kind === "unreadable") {
    return { state: "failing", summary: `${manifestPath} cannot be used: ${manifest.reason}` };
  }
  if (refusal !== undefined) {
    return { state: "failing", summary: `the kubelet refuses it: ${refusal}`, evidence: leftover(pod) };
  }
  if (twins.length > 1) {
    return { state: "failing", summary: `${twins.length} files hold this Pod`, evidence: twins };
  }
  if (sandbox !== undefined) {
    const seen = Date.parse(sandbox.annotations[SEEN] ?? "");
    const hash = configHashOf({ sandbox });
    const evidence = [
      // The kubelet's hash is of the decoded Pod, which only the kubelet has: an edit may still be unread.
      `a sandbox was made of it, or of an earlier text${hash === undefined ? "" : `; config.hash ${hash}`}`,
    ];
    return {
      state: "done",
      at: Number.isNaN(seen) ? undefined : seen,
      summary: `${manifestPath}, known to the kubelet`,
      evidence,
    };
  }
  const refusals = klogSince(snapshot.kubelet.log, snapshot.since, snapshot.at).filter(
    (line) =>
      /Could not process manifest file|Unable to process watch event/u.test(line) && line.includes(manifestPath),
  );
  return refusals.length > 0
    ? { state: "failing", summary: "the kubelet refuses it", evidence: logEvidence(refusals, 1) }
    : { state: "done", summary: `${manifestPath} holds a Pod; nothing shows that the kubelet has read it` };
}

function leftover({ sandbox }: ChainInput["pod"]): readonly string[] {
  return sandbox === undefined ? [] : ["there is still a sandbox from an earlier manifest"];
}
