import type { Component } from "../../domain/component.ts";
import { COMPONENTS } from "../../domain/component.ts";
import type { Step } from "../../domain/step.ts";
import {
  type ContainerRuntime,
  type ContainerView,
  RuntimeUnavailable,
  type SandboxView,
} from "../../ports/container-runtime.ts";
import type { Services } from "../../ports/services.ts";

const POD_NAME = "io.kubernetes.pod.name";
const POD_NAMESPACE = "io.kubernetes.pod.namespace";

export interface StalePodPorts {
  readonly runtime: ContainerRuntime;
  readonly services: Services;
}

/**
 * Pods of an earlier run that stand in the way: their manifest is about to change, or their container has ended. A
 * kubelet that has not seen the API since its start does not end a Pod whose manifest changed, and the new one waits for
 * it (kubernetes#105543); and one whose container ended is started again only after a back-off of up to five minutes.
 */
export async function stalePods(
  nodeName: string,
  steps: readonly Step[],
  runtime: ContainerRuntime,
): Promise<readonly SandboxView[]> {
  const { sandboxes, containers } = await listPods(runtime);
  const replaced = steps.flatMap(({ resource, change }): readonly Component[] =>
    resource.kind === "static-pod" && change.kind === "replace" ? [resource.component] : [],
  );
  return sandboxes.filter((sandbox) => {
    const component = COMPONENTS.find((name) => isPod(sandbox.labels, `${name}-${nodeName}`));
    return component !== undefined && (replaced.includes(component) || hasEnded(sandbox, containers));
  });
}

// Without a runtime there is nothing to clear; that it is away is told where somebody needs it.
async function listPods(runtime: ContainerRuntime) {
  try {
    const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
    return { sandboxes, containers };
  } catch (error) {
    if (error instanceof RuntimeUnavailable) {
      return { sandboxes: [], containers: [] };
    }
    throw error;
  }
}

/** Clears them away under a stopped kubelet, which would start them again. Whoever calls this starts it afterwards. */
export async function clearPods(pods: readonly SandboxView[], { runtime, services }: StalePodPorts): Promise<void> {
  const { state } = await services.status("kubelet");
  if (state !== "absent" && state !== "stopped") {
    await services.stop("kubelet");
  }
  for (const { id } of pods) {
    await runtime.stopSandbox(id);
    await runtime.removeSandbox(id);
  }
}

function isPod(labels: Readonly<Record<string, string>>, name: string): boolean {
  return labels[POD_NAMESPACE] === "kube-system" && labels[POD_NAME] === name;
}

function hasEnded({ id }: SandboxView, containers: readonly ContainerView[]): boolean {
  const own = containers.filter(({ sandboxId }) => sandboxId === id);
  return own.length > 0 && own.every(({ state }) => state === "exited");
}
