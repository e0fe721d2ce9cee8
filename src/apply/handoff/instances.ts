import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { HandoffSubject } from "./handoff-context.ts";
import { secondPodName } from "../../domain/handoff/second-names.ts";

/** A running container of a static Pod. */
export interface Instance {
  readonly containerId: string;
  readonly sandboxId: string;
  /** The kubelet's hash of the manifest: the Pod's annotation kubernetes.io/config.hash. */
  readonly configHash: string;
  readonly pid: number | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface Instances {
  readonly canonical: readonly Instance[];
  readonly second: readonly Instance[];
}

/** What runs of a component, newest first. Rejects where the runtime does not answer. */
export async function runningInstances(
  { component, nodeName }: Pick<HandoffSubject, "component" | "nodeName">,
  runtime: ContainerRuntime,
): Promise<Instances> {
  const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
  const ofPod = async (name: string): Promise<readonly Instance[]> => {
    const own = sandboxes.filter((sandbox) => sandbox.namespace === "kube-system" && sandbox.name === name);
    const found = await Promise.all(
      containers
        .filter(({ state, name: container }) => state === "running" && container === component)
        .map(async ({ id, sandboxId }) => {
          const sandbox = own.find((candidate) => candidate.id === sandboxId);
          const status = sandbox === undefined ? undefined : await statusOf(id, runtime);
          return sandbox === undefined || status === undefined
            ? []
            : [
                {
                  containerId: id,
                  sandboxId,
                  configHash: sandbox.annotations["kubernetes.io/config.hash"] ?? sandbox.uid,
                  pid: status.pid,
                  startedAt: status.startedAt,
                },
              ];
        }),
    );
    return found.flat().toSorted((a, b) => b.startedAt - a.startedAt);
  };
  const [canonical, second] = await Promise.all([
    ofPod(`${component}-${nodeName}`),
    ofPod(`${secondPodName(component)}-${nodeName}`),
  ]);
  return { canonical, second };
}

// Between the list and the question it may have ended.
async function statusOf(id: string, runtime: ContainerRuntime) {
  try {
    const status = await runtime.containerStatus(id);
    return status.state === "running" ? status : undefined;
  } catch {
    return undefined;
  }
}
