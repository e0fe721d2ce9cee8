import type { ContainerStatus, ContainerView, SandboxView } from "../../ports/container-runtime.ts";
import type { ProcessView } from "../../ports/processes.ts";
import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { Expectation } from "../expectation.ts";
import { klogSince } from "../parse-klog.ts";
import { readLog } from "../snapshot/read-log.ts";
import { readServiceLog } from "../snapshot/read-service.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { syncErrorsIn } from "../snapshot/sync-errors.ts";
import type { ChainInput, KubeletPlaces } from "./chain-input.ts";
import { type StaticPodFile, staticPodFiles, twinsOf } from "./find-static-pod.ts";
import { lookTwice } from "./look-twice.ts";
import type { PodDocument } from "./pod-document.ts";
import type { PodExplanation } from "./pod-explanation.ts";
import { podExplanation } from "./pod-explanation.ts";
import { readMirrorPod } from "./read-mirror-pod.ts";
import type { SeenContainer, SeenPod } from "./seen-pod.ts";

/** Why a static Pod that is no component of the control plane is as it is. Never rejects because a layer is away. */
export async function explainStaticPod(
  ports: DiagnosePorts,
  expectation: Expectation,
  places: KubeletPlaces,
  file: StaticPodFile,
  name: string,
): Promise<PodExplanation> {
  return podExplanation(await seeStaticPod(ports, expectation, places, file, name));
}

/** The static Pod in `file` as it was seen, and the host around it. Never rejects because a layer is away. */
export async function seeStaticPod(
  ports: DiagnosePorts,
  expectation: Expectation,
  places: KubeletPlaces,
  file: StaticPodFile,
  name: string,
): Promise<ChainInput> {
  const seen = await lookTwice(ports, expectation);
  const log = await readServiceLog(ports.services, "kubelet");
  // What the kubelet said of an earlier file is not about this one.
  const since = Math.max(seen.since, file.writtenAt ?? 0);
  const snapshot = { ...seen, since, kubelet: { ...seen.kubelet, log } };
  const found = await staticPodFiles(ports.files, places.staticPodPath);
  const twins = file.pod === undefined ? [] : twinsOf(found, file.pod.metadata);
  return { snapshot, places, pod: { ...(await seenPod(ports, snapshot, file, name)), twins } };
}

async function seenPod(
  ports: DiagnosePorts,
  snapshot: Snapshot,
  file: StaticPodFile,
  name: string,
): Promise<Omit<SeenPod, "twins">> {
  const { path: manifestPath, pod, reason } = file;
  const { expectation, kubelet, since, at, runtime } = snapshot;
  const { name: baseName, namespace } = pod?.metadata ?? { name, namespace: "default" };
  const podName = `${baseName}-${expectation.nodeName.toLowerCase()}`;
  const inRuntime = runtime.kind === "away" ? NOTHING : await readRuntime(ports, podName, namespace, file.writtenAt);
  const [mirrorPod, table, containers] = await Promise.all([
    snapshot.cluster.node.kind === "unreadable"
      ? ({ kind: "unreadable", reason: snapshot.cluster.node.reason } as const)
      : readMirrorPod(ports.http, expectation.api, namespace, podName),
    ports.processes.list().catch((): readonly ProcessView[] => []),
    Promise.all((pod?.spec.containers ?? []).map((wanted) => readContainer(ports, wanted, inRuntime))),
  ]);
  return {
    name,
    podName,
    manifestPath,
    manifest: pod === undefined ? { kind: "unreadable", reason } : { kind: "present", value: pod },
    sandbox: inRuntime.sandbox,
    containers: containers.map((container) => ({ ...container, process: processOf(container, table) })),
    probes: [],
    alarms: [],
    refusal: undefined,
    kubeletProbes: [],
    isReadyInApi: mirrorPod.kind === "present" ? mirrorPod.value.isReady : undefined,
    lease: undefined,
    mirrorPod,
    syncErrors: syncErrorsIn(klogSince(kubelet.log, since, at), namespace, podName, inRuntime.sandbox?.uid),
  };
}

interface InRuntime {
  readonly isThere: boolean;
  readonly sandbox: SandboxView | undefined;
  /** Of this sandbox, the newest first. */
  readonly containers: readonly ContainerView[];
}
const NOTHING: InRuntime = { isThere: false, sandbox: undefined, containers: [] };

async function readRuntime(
  { runtime }: DiagnosePorts,
  podName: string,
  namespace: string,
  writtenAt = 0,
): Promise<InRuntime> {
  try {
    const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
    const sandbox = sandboxes
      .filter(({ name, namespace: of, createdAt }) => name === podName && of === namespace && createdAt >= writtenAt)
      .toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const own = containers.filter(({ sandboxId }) => sandboxId === sandbox?.id);
    return { isThere: true, sandbox, containers: own.toSorted((a, b) => b.createdAt - a.createdAt) };
  } catch {
    return NOTHING;
  }
}

async function readContainer(
  { runtime, files }: DiagnosePorts,
  { name, image, command, args }: PodDocument["spec"]["containers"][number],
  seen: InRuntime,
): Promise<Omit<SeenContainer, "process">> {
  const attempts = seen.containers.filter((candidate) => candidate.name === name);
  const statusOf = async (state: ContainerView["state"]): Promise<ContainerStatus | undefined> => {
    const view = attempts.find((attempt) => attempt.state === state);
    return view && runtime.containerStatus(view.id).catch(() => undefined);
  };
  const [running, exited] = await Promise.all([statusOf("running"), statusOf("exited")]);
  const [exitLog, runLog] = await Promise.all([readLog(files, exited), readLog(files, running)]);
  const imageState = !seen.isThere
    ? "unknown"
    : attempts.length > 0
      ? "present"
      : await runtime.image(image).then(
          (found) => (found === undefined ? "absent" : "present"),
          () => "unknown" as const,
        );
  const restarts = attempts[0]?.attempt ?? 0;
  return { name, image, imageState, command: [...command, ...args], running, exited, restarts, exitLog, runLog };
}

function processOf(
  { running }: Omit<SeenContainer, "process">,
  table: readonly ProcessView[],
): ProcessView | undefined {
  return running?.pid === undefined ? undefined : table.find(({ pid }) => pid === running.pid);
}
