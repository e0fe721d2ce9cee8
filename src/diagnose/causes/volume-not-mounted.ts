import { volumeNotMounted } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import { klogSince } from "../parse-klog.ts";

const FAILED = /MountVolume\.SetUp failed for volume .*?(hostPath type check failed: [^"\\]*)/u;

/** A hostPath volume whose path is not what its type demands. */
export const findVolumeNotMounted = inComponents((component, { kubelet, since, at }) => {
  const { pod, expected } = component;
  if (pod.running !== undefined || pod.exited !== undefined) {
    return undefined;
  }
  const lines = klogSince(kubelet.log, expected.manifestWrittenAt ?? since, at);
  const reasons = lines.flatMap((line) => (line.includes(expected.podName) ? reasonOf(line) : []));
  const reason = reasons.at(-1);
  return reason === undefined ? undefined : volumeNotMounted(faultOf(component), reason);
});

function reasonOf(line: string): readonly string[] {
  const reason = FAILED.exec(line.replaceAll('\\"', "'"))?.[1];
  return reason === undefined ? [] : [reason.trim()];
}
