import { directoryEntries } from "../../config/static-pod/directory-entries.ts";
import type { PodIdentity } from "../../config/static-pod/lint-static-pod.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { noStaticPodDirectory, staticPodStillRuns } from "../../errors/static-pods.ts";
import { writeFailed } from "../../errors/apply.ts";
import { runningStaticPods } from "../../observed/static-pods/running-static-pods.ts";
import { seeStaticPodFiles } from "../../observed/static-pods/see-static-pod-files.ts";
import { decideRemoval } from "../../plan/static-pods/decide-removal.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { runStage } from "../run-stages.ts";

const LOOK_EVERY_MS = 500;

export interface RemoveRequest {
  /** A Pod's name, with the Node's at its end or not, or the name of a file. */
  readonly name: string;
  readonly nodeName: string;
  readonly directory: AbsolutePath;
  readonly timeoutMs: number;
}

export interface RemovePorts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly runtime: ContainerRuntime;
  readonly signal: AbortSignal;
}

export interface Removed {
  readonly path: AbsolutePath;
  /** The Pod that ended with it; undefined where the kubelet ran none from this file. */
  readonly podName: string | undefined;
  /** Another file with the same Pod, which the kubelet runs now. */
  readonly remaining: AbsolutePath | undefined;
}

/**
 * Removes the file of a static Pod and waits until nothing of the Pod runs any more. Rejects with NoSuchPod,
 * StaticPodOfControlPlane, StaticPodTwice, NoStaticPodDirectory, WriteFailed or StaticPodStillRuns.
 */
export async function removeStaticPod(request: RemoveRequest, ports: RemovePorts): Promise<Removed> {
  const { files } = ports;
  const seen = await seeStaticPodFiles(files, request.directory);
  if (seen.kind !== "present") {
    const problem = seen.kind === "absent" ? "is not there" : `cannot be listed (${seen.reason})`;
    throw noStaticPodDirectory(request.directory, problem);
  }
  const removal = decideRemoval(request.name, directoryEntries(seen.value, request.nodeName), request.directory);
  if (removal.kind === "refused") {
    throw removal.error;
  }
  const { path, ends, remaining } = removal;
  try {
    await files.remove(path);
    await files.sync(request.directory);
  } catch (cause) {
    throw writeFailed(path, cause);
  }
  if (ends !== undefined) {
    await awaitEnd(path, ends, request.timeoutMs, ports);
  }
  return { path, podName: ends?.podName, remaining };
}

async function awaitEnd(path: AbsolutePath, pod: PodIdentity, timeoutMs: number, ports: RemovePorts): Promise<void> {
  const { clock, reporter, signal } = ports;
  const end = clock.monotonicMs() + timeoutMs;
  const run = async (): Promise<string> => {
    let said = "";
    for (;;) {
      const left = await whatIsLeft(pod, ports.runtime);
      if (left === undefined) {
        return "gone";
      }
      if (left !== said) {
        reporter.notify({ kind: "stage-detail", stage: "gone", detail: left });
        said = left;
      }
      if (clock.monotonicMs() >= end) {
        throw staticPodStillRuns(pod.podName, path, `after ${Math.round(timeoutMs / 1000)} s ${left}`);
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  };
  await runStage({ stage: "gone", title: `Wait for the end of ${pod.podName}`, run }, { clock, reporter });
}

/** What of the Pod still runs; undefined where nothing does. */
async function whatIsLeft({ podName, namespace }: PodIdentity, runtime: ContainerRuntime): Promise<string | undefined> {
  const running = await runningStaticPods(runtime);
  if (running.kind !== "present") {
    return `the container runtime does not tell whether ${podName} still runs`;
  }
  const pod = running.value.find((candidate) => candidate.podName === podName && candidate.namespace === namespace);
  const names = (pod?.containers ?? []).flatMap(({ name, state }) => (state === "running" ? [name] : []));
  return pod === undefined
    ? undefined
    : `${names.length === 0 ? "its sandbox" : names.join(", ")} of ${podName} still runs`;
}
