import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import { podSandboxes } from "./pod-sandboxes.ts";

/**
 * Removes what ended of a static Pod before its present one, `hash`, began; the kubelet itself does that once a minute.
 * The same manifest makes the same Pod again, and what is left of it counts as its crash: the second time within minutes
 * that one goes back to a manifest the kubelet would wait 10 s, then 20 s (kubernetes, pkg/kubelet/kuberuntime,
 * doBackOff). Where the runtime refuses, that is the price.
 */
export async function removeFormerSandboxes(podName: string, hash: string, runtime: ContainerRuntime): Promise<void> {
  try {
    const all = await podSandboxes(podName, runtime);
    const begunAt = all.findLast((sandbox) => sandbox.hash === hash)?.createdAt ?? 0;
    for (const { id } of all.filter(({ isReady, createdAt }) => !isReady && createdAt < begunAt)) {
      await runtime.removeSandbox(id);
    }
  } catch {
    // It is only slower then.
  }
}
