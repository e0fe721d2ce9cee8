import { absolute } from "../../domain/absolute-path.ts";
import type { ContainerRuntime, ContainerStatus } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { LogInstance } from "./log-instance.ts";
import { podLogFiles } from "./pod-log-files.ts";
import type { PodFilter } from "./pod-log-files.ts";

/** What is known of a Pod's containers and their logs. */
export interface LogInstances {
  /** The oldest first. */
  readonly instances: readonly LogInstance[];
  /** Why the runtime could not be asked; undefined where it was. */
  readonly runtimeAway: string | undefined;
}

/** Every instance of the containers of these Pods: those that have a log on this host, with what the runtime says of them. */
export async function findLogInstances(
  { files, runtime }: { readonly files: FileSystem; readonly runtime: ContainerRuntime },
  isAskedFor: PodFilter,
): Promise<LogInstances> {
  const [found, known] = await Promise.all([podLogFiles(files, isAskedFor), askRuntime(runtime, isAskedFor)]);
  const byPath = new Map(known.containers.map((seen) => [seen.status.logPath, seen]));
  const onDisk = found.map((instance) => {
    const status = byPath.get(instance.path)?.status;
    return status === undefined ? instance : { ...instance, status, at: status.createdAt };
  });
  const paths = new Set<string>(found.map(({ path }) => path));
  const elsewhere = known.containers.filter(({ status }) => !paths.has(status.logPath)).flatMap(asInstance);
  const instances = [...onDisk, ...elsewhere].toSorted((a, b) => a.at - b.at || a.attempt - b.attempt);
  return { instances, runtimeAway: known.away };
}

interface SeenContainer {
  readonly podName: string;
  readonly namespace: string;
  readonly status: ContainerStatus;
}

/** Where a kubelet has its logs somewhere else, the runtime knows where. */
function asInstance({ podName, namespace, status }: SeenContainer): readonly LogInstance[] {
  return status.logPath.startsWith("/")
    ? [
        {
          podName,
          namespace,
          container: status.name,
          attempt: status.attempt,
          path: absolute(status.logPath),
          rotated: [],
          packed: [],
          status,
          at: status.createdAt,
        },
      ]
    : [];
}

async function askRuntime(
  runtime: ContainerRuntime,
  isAskedFor: PodFilter,
): Promise<{ readonly containers: readonly SeenContainer[]; readonly away: string | undefined }> {
  try {
    const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
    const pods = new Map(
      sandboxes.filter(({ name, namespace }) => isAskedFor(name, namespace)).map((sandbox) => [sandbox.id, sandbox]),
    );
    const seen = containers.map(async ({ id, sandboxId }) => {
      const pod = pods.get(sandboxId);
      // It may have been removed between the list and this question.
      const status = pod && (await runtime.containerStatus(id).catch(() => undefined));
      return pod && status && { podName: pod.name, namespace: pod.namespace, status };
    });
    return { containers: (await Promise.all(seen)).filter((container) => container !== undefined), away: undefined };
  } catch (error) {
    return { containers: [], away: error instanceof Error ? error.message : String(error) };
  }
}
