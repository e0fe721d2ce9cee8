import type { ContainerRuntime, ContainerView, SandboxView } from "../../ports/container-runtime.ts";
import type { Read } from "../../ports/file-system.ts";

/** A static Pod that came from a file, as the runtime has it. */
export interface RunningPod {
  readonly podName: string;
  readonly namespace: string;
  readonly uid: string;
  /** The kubelet's hash of the decoded Pod, its path and the Node's name. */
  readonly configHash: string;
  readonly isReady: boolean;
  /** The newest attempt of each container, by name. */
  readonly containers: readonly Pick<ContainerView, "name" | "state" | "attempt">[];
}

/** The newest sandbox of each static Pod that still runs something. Unreadable where the runtime does not answer. */
export async function runningStaticPods(runtime: ContainerRuntime): Promise<Read<readonly RunningPod[]>> {
  try {
    const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
    const fromFiles = sandboxes
      .filter(({ annotations }) => annotations["kubernetes.io/config.source"] === "file")
      .toSorted((a, b) => a.createdAt - b.createdAt);
    const newest = new Map(fromFiles.map((sandbox) => [`${sandbox.namespace}/${sandbox.name}`, sandbox]));
    const pods = [...newest.values()].map((sandbox) => podOf(sandbox, containers));
    return { kind: "present", value: pods.filter(runsSomething) };
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether there is still something of the Pod that the kubelet has to stop. */
export function runsSomething({ isReady, containers }: RunningPod): boolean {
  return isReady || containers.some(({ state }) => state === "running");
}

function podOf(sandbox: SandboxView, all: readonly ContainerView[]): RunningPod {
  const own = all.filter(({ sandboxId }) => sandboxId === sandbox.id).toSorted((a, b) => a.attempt - b.attempt);
  const newest = new Map(own.map(({ name, state, attempt }) => [name, { name, state, attempt }]));
  return {
    podName: sandbox.name,
    namespace: sandbox.namespace,
    uid: sandbox.uid,
    configHash: sandbox.annotations["kubernetes.io/config.hash"] ?? sandbox.uid,
    isReady: sandbox.isReady,
    containers: [...newest.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
