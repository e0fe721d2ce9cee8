import type { Read } from "../../ports/file-system.ts";
import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { ApiAccess, ComponentExpectation } from "../expectation.ts";
import { isSameCommand } from "../health/runs-as-expected.ts";
import { readManifest } from "../read-manifest.ts";
import { allPass, probeComponent } from "./probe-components.ts";
import { readAlarms } from "./read-alarms.ts";
import { readLog } from "./read-log.ts";
import { NO_POD, readPod } from "./read-pods.ts";
import type { RuntimeLists } from "./read-pods.ts";
import type { ComponentSymptoms, PodSymptoms } from "./snapshot.ts";

/** What can be seen of a component without the kubelet's log and the process table. `lists` is undefined where the runtime is away. */
export async function readComponent(
  ports: DiagnosePorts,
  expected: ComponentExpectation,
  api: ApiAccess | undefined,
  lists: RuntimeLists | undefined,
  previous: ComponentSymptoms | undefined,
): Promise<ComponentSymptoms> {
  const [manifest, probes, pod] = await Promise.all([
    manifestOf(ports, expected),
    probeComponent(ports.http, expected, api),
    lists === undefined ? NO_POD : readPod(ports.runtime, lists, expected, previous?.pod),
  ]);
  const [image, alarms, exitLog, runLog] = await Promise.all([
    imageOf(ports, expected, pod, lists !== undefined),
    hasPassed(previous) ? previous.alarms : readAlarms(ports.http, expected, probes),
    pod.exited?.id === previous?.pod.exited?.id ? (previous?.exitLog ?? []) : readLog(ports.files, pod.exited),
    hasSettled(previous, pod) ? previous.runLog : readLog(ports.files, pod.running),
  ]);
  return { expected, manifest, probes, alarms, pod, image, exitLog, runLog, process: undefined, syncErrors: [] };
}

function hasPassed(previous: ComponentSymptoms | undefined): previous is ComponentSymptoms {
  return previous !== undefined && allPass(previous.probes);
}

/** The same container was healthy when its log was read before: whatever it says about its start is in there. */
function hasSettled(previous: ComponentSymptoms | undefined, pod: PodSymptoms): previous is ComponentSymptoms {
  return hasPassed(previous) && previous.pod.running?.id === pod.running?.id;
}

async function manifestOf(
  { files }: DiagnosePorts,
  { manifestPath, command }: ComponentExpectation,
): Promise<Read<{ readonly isExpected: boolean }>> {
  const read = await readManifest(files, manifestPath);
  if (read.kind !== "present") {
    return read;
  }
  return { kind: "present", value: { isExpected: isSameCommand(read.value.command, command) } };
}

/** A container proves its image, so the runtime is asked only where there is none. */
async function imageOf(
  { runtime }: DiagnosePorts,
  { image }: ComponentExpectation,
  pod: PodSymptoms,
  isRuntimeThere: boolean,
): Promise<ComponentSymptoms["image"]> {
  if (pod.running !== undefined || pod.exited !== undefined) {
    return "present";
  }
  if (!isRuntimeThere) {
    return "unknown";
  }
  try {
    return (await runtime.image(image)) === undefined ? "absent" : "present";
  } catch {
    return "unknown";
  }
}
