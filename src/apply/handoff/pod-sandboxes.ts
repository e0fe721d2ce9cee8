import type { ContainerRuntime, SandboxView } from "../../ports/container-runtime.ts";

/** A sandbox of a static Pod. */
export interface PodSandbox extends SandboxView {
  /** The kubelet's hash of the manifest that it was made for; the static Pod's UID. */
  readonly hash: string;
}

/** What the runtime has of a static Pod in kube-system, newest first. Rejects where it does not answer. */
export async function podSandboxes(podName: string, runtime: ContainerRuntime): Promise<readonly PodSandbox[]> {
  return (await runtime.sandboxes())
    .filter(({ name, namespace }) => namespace === "kube-system" && name === podName)
    .map((sandbox) => ({ ...sandbox, hash: sandbox.annotations["kubernetes.io/config.hash"] ?? sandbox.uid }))
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

/** The manifest, by its hash, whose Pod is there now, whatever its containers do; undefined where there is none. */
export async function podHash(podName: string, runtime: ContainerRuntime): Promise<string | undefined> {
  return (await podSandboxes(podName, runtime)).find(({ isReady }) => isReady)?.hash;
}
