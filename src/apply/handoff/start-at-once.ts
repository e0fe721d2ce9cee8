import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { HandoffEffects } from "./handoff-context.ts";
import { ifApiAnswers } from "./if-api-answers.ts";
import { podCgroups } from "./pod-cgroups.ts";
import { podSandboxes } from "./pod-sandboxes.ts";
import { removeFormerSandboxes } from "./remove-former-sandboxes.ts";

const LOOK_EVERY_MS = 50;
/**
 * From the end of its sandbox to that of the Pod. The kubelet looks at the runtime once a second before it goes on, then
 * unmounts volumes and removes the control groups. Measured: 0.1 to 1.0 s, and more on a busy machine, where to be too
 * early costs ten seconds.
 */
const WIND_DOWN_MS = 1_800;
/** The longest back-off is 15 s. */
const LIMIT_MS = 25_000;

/**
 * Has the kubelet start a static Pod whose manifest was replaced as soon as the old one, `oldHash`, has come to its end.
 * Left alone it looks again after a back-off of 10 to 15 s. But when a mirror Pod vanishes, it looks at once
 * (kubernetes, pkg/kubelet: HandlePodRemoves, podWorkers.UpdatePod), so the old one, which it is about to delete anyway,
 * is deleted for it. Too early would only begin a new back-off, and there is one to delete: so this waits until the old
 * Pod has wound down. Resolves when the new sandbox is there, or when the kubelet is left to its own time.
 */
export async function startAtOnce(
  podName: string,
  oldHash: string | undefined,
  { api, clock, files, runtime }: Pick<HandoffEffects, "api" | "clock" | "files" | "runtime">,
  signal: AbortSignal,
): Promise<void> {
  if (oldHash === undefined) {
    return;
  }
  await removeFormerSandboxes(podName, oldHash, runtime);
  const groups = await podCgroups(oldHash, files);
  const end = clock.monotonicMs() + LIMIT_MS;
  let lastSeenAt = clock.monotonicMs();
  let isMirrorGone = false;
  while (clock.monotonicMs() < end) {
    // Where the runtime does not answer, the old one may be there.
    const ready = (await podSandboxes(podName, runtime).catch(() => undefined))?.filter(({ isReady }) => isReady);
    if (ready?.some(({ hash }) => hash !== oldHash) === true) {
      return;
    }
    lastSeenAt = ready?.length === 0 ? lastSeenAt : clock.monotonicMs();
    // Housekeeping may remove the groups early, so that they alone prove nothing; while they are there, it is not over.
    const hasEnded = clock.monotonicMs() - lastSeenAt >= WIND_DOWN_MS && !(await isAnyThere(groups, files));
    isMirrorGone ||= hasEnded && (await deleteMirror(podName, oldHash, api));
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function isAnyThere(paths: readonly AbsolutePath[], files: FileSystem): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => files.status(path)));
  return found.some(({ kind }) => kind !== "absent");
}

/** False where the API does not do it now. Only the old Pod's mirror is deleted, never the new one's. */
async function deleteMirror(podName: string, oldHash: string, api: ClusterApi): Promise<boolean> {
  const reference = { apiVersion: "v1", kind: "Pod", namespace: "kube-system", name: podName };
  const remove = async (): Promise<true> => {
    const { annotations, uid } = (await api.get(reference))?.metadata ?? {};
    if (uid !== undefined && annotations?.["kubernetes.io/config.hash"] === oldHash) {
      await api.delete(reference, { uid, gracePeriodSeconds: 0 });
    }
    return true;
  };
  return (await ifApiAnswers(remove())) === true;
}
