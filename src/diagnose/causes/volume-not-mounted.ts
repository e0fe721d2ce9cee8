import { HANDOFF_VOLUME } from "../../domain/handoff/second-names.ts";
import { volumeNotMounted } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { klogSince } from "../parse-klog.ts";

const FAILED = /MountVolume\.SetUp failed for volume .*?(hostPath type check failed: [^"\\]*)/u;

/** A hostPath volume whose path is not what its type demands. */
export const findVolumeNotMounted = inComponents((component, { kubelet, since, at }) => {
  const { pod, expected } = component;
  if (pod.running !== undefined || pod.exited !== undefined) {
    return undefined;
  }
  const lines = klogSince(kubelet.log, expected.manifestWrittenAt ?? since, at);
  const failures = lines.filter(
    (line) => line.includes(expected.podName) && !isOfMarker(line) && reasonOf(line) !== undefined,
  );
  const last = failures.at(-1);
  const reason = last === undefined ? undefined : reasonOf(last);
  // Once may be before the file is there; the kubelet tries again after half a second.
  return last === undefined || reason === undefined || failures.length < 2
    ? undefined
    : volumeNotMounted({ ...faultOf(component), evidence: logEvidence([last]) }, reason);
});

// It is in place before its Pod is. What is said of it is of an earlier Pod, whose change was interrupted.
function isOfMarker(line: string): boolean {
  return line.includes(`-${HANDOFF_VOLUME}`);
}

function reasonOf(line: string): string | undefined {
  return FAILED.exec(line.replaceAll('\\"', "'"))?.[1]?.trim();
}
