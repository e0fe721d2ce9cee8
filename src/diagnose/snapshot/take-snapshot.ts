import type { HttpAnswer } from "../../ports/http.ts";
import type { Listener } from "../../ports/processes.ts";
import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { Expectation } from "../expectation.ts";
import { klogSince } from "../parse-klog.ts";
import { allPass } from "./probe-components.ts";
import { clusterAway, readCluster } from "./read-cluster.ts";
import { readComponent } from "./read-component.ts";
import { readDisks } from "./read-disks.ts";
import type { RuntimeLists } from "./read-pods.ts";
import { isServiceFrozen, readServiceLog, readServiceStatus } from "./read-service.ts";
import type { ComponentSymptoms, RuntimeSymptoms, Snapshot } from "./snapshot.ts";
import { spansAfter } from "./spans.ts";
import { syncErrors } from "./sync-errors.ts";
import { withProcesses } from "./with-processes.ts";

const TIMEOUT_MS = 1_500;

/**
 * Looks at everything that `expectation` names. Never rejects because a layer is away. `previous` makes it cheaper and gives
 * durations; what logs say from before `since` is history.
 */
export async function takeSnapshot(
  ports: DiagnosePorts,
  expectation: Expectation,
  since: number,
  previous?: Snapshot,
): Promise<Snapshot> {
  const at = ports.clock.now();
  const [first, kubelet, containerd, healthz, disks] = await Promise.all([
    readComponents(ports, expectation, previous),
    readServiceStatus(ports.services, "kubelet"),
    readServiceStatus(ports.services, "containerd"),
    askKubelet(ports, expectation),
    readDisks(ports.files, expectation.dataPaths),
  ]);
  const isKubeletWell = healthz === undefined || isOk(healthz);
  const isRuntimeThere = first.runtime.kind === "answers";
  const isNodeMissing = previous?.cluster.node.kind === "absent";
  const isPodMissing = first.components.some(({ pod }) => pod.running === undefined);
  const [kubeletLog, configuration, isKubeletFrozen, containerdLog, isRuntimeFrozen, components, listeners, cluster] =
    await Promise.all([
      isKubeletWell && !isPodMissing && !isNodeMissing && !lacksMirrorPod(previous)
        ? []
        : readServiceLog(ports.services, "kubelet"),
      isKubeletWell ? "" : readConfiguration(ports, expectation),
      isKubeletWell ? false : isServiceFrozen(ports.files, kubelet),
      isRuntimeThere ? [] : readServiceLog(ports.services, "containerd"),
      isRuntimeThere ? false : isServiceFrozen(ports.files, containerd),
      withProcesses(ports.processes, first.components, previous),
      readListeners(ports, first.components),
      readClusterIfUp(ports, expectation, first.components),
    ]);
  const seen = {
    at,
    since,
    expectation,
    runtime: first.runtime,
    containerd: { status: containerd, isFrozen: isRuntimeFrozen, log: containerdLog },
    kubelet: { status: kubelet, isFrozen: isKubeletFrozen, log: kubeletLog, healthz, configuration },
    components: components.map((component) => withSyncErrors(component, kubeletLog, since, at)),
    cluster,
    disks,
    listeners,
  };
  return { ...seen, spans: spansAfter(previous?.spans, seen) };
}

/** Whether the API did not have the Pods of this node when it was last asked: the kubelet's log may say why. */
export function lacksMirrorPod(snapshot: Snapshot | undefined): boolean {
  const mirrorPods = snapshot?.cluster.mirrorPods;
  return (
    mirrorPods?.kind === "present" &&
    snapshot?.components.some(
      ({ expected, pod }) => pod.running !== undefined && !mirrorPods.value.has(expected.podName),
    ) === true
  );
}

async function readComponents(ports: DiagnosePorts, expectation: Expectation, previous: Snapshot | undefined) {
  const { runtime, lists } = await readRuntime(ports);
  const components = await Promise.all(
    expectation.components.map((expected, index) =>
      readComponent(ports, expected, expectation.api, lists, previous?.components[index]),
    ),
  );
  return { runtime, components };
}

async function readRuntime({
  runtime,
}: DiagnosePorts): Promise<{ readonly runtime: RuntimeSymptoms; readonly lists: RuntimeLists | undefined }> {
  try {
    const [version, unmet, sandboxes, containers] = await Promise.all([
      runtime.version(),
      runtime.unmetConditions(),
      runtime.sandboxes(),
      runtime.containers(),
    ]);
    const podNames = sandboxes.filter(({ namespace }) => namespace === "kube-system").map(({ name }) => name);
    return { runtime: { kind: "answers", version, unmet, podNames }, lists: { sandboxes, containers } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { runtime: { kind: "away", reason }, lists: undefined };
  }
}

async function readConfiguration({ files }: DiagnosePorts, { kubeletConfigPath }: Expectation): Promise<string> {
  const read = await files.readText(kubeletConfigPath);
  return read.kind === "present" ? read.value : "";
}

function askKubelet({ http }: DiagnosePorts, { kubeletHealthz }: Expectation): Promise<HttpAnswer> | undefined {
  return kubeletHealthz === undefined ? undefined : http.request({ url: kubeletHealthz, timeoutMs: TIMEOUT_MS });
}

function isOk(answer: HttpAnswer): boolean {
  return answer.kind === "answered" && answer.status === 200;
}

async function readClusterIfUp(
  { http }: DiagnosePorts,
  expectation: Expectation,
  components: readonly ComponentSymptoms[],
) {
  const server = components.find(({ expected }) => expected.component === "kube-apiserver");
  return server !== undefined && allPass(server.probes)
    ? readCluster(http, expectation)
    : clusterAway("the API server is not ready");
}

async function readListeners(
  { processes }: DiagnosePorts,
  components: readonly ComponentSymptoms[],
): Promise<readonly Listener[]> {
  const isPortTaken = components.some(({ exitLog }) => exitLog.some((line) => line.includes("address already in use")));
  try {
    return isPortTaken ? await processes.listeners() : [];
  } catch {
    return [];
  }
}

function withSyncErrors(component: ComponentSymptoms, log: readonly string[], since: number, now: number) {
  const recent = klogSince(log, component.expected.manifestWrittenAt ?? since, now);
  return { ...component, syncErrors: syncErrors(recent, component.expected.podName, component.pod.sandbox?.uid) };
}
