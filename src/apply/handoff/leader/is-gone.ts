import { RuntimeUnavailable } from "../../../ports/container-runtime.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instance, runningInstances } from "../instances.ts";

/** Whether an instance is known to be gone: its process, and its container. False where the runtime does not answer. */
export async function isGone(
  { pid, containerId }: Instance,
  subject: Pick<HandoffSubject, "component" | "nodeName">,
  { processes, runtime }: Pick<HandoffEffects, "processes" | "runtime">,
): Promise<boolean> {
  if (pid !== undefined && (await processes.isRunning(pid))) {
    return false;
  }
  try {
    const { canonical, second } = await runningInstances(subject, runtime);
    return ![...canonical, ...second].some((running) => running.containerId === containerId);
  } catch (error) {
    if (error instanceof RuntimeUnavailable) {
      return false;
    }
    throw error;
  }
}
