import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { CriLogParser } from "./cri-log-parser.ts";
import type { LogInstance } from "./log-instance.ts";

/** Where the kubelet has runtimes write logs: NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log. */
export const POD_LOGS: AbsolutePath = absolute("/var/log/pods");

// Enough for the last whole line, which a runtime cuts at 16 KiB.
const TAIL_BYTES = 40 * 1024;
const LOG_FILE = /^(?<attempt>\d+)\.log(?<rotated>\.\d{8}-\d{6})?(?<packed>\.gz)?$/u;

/** Whether a Pod is asked for, by its name and namespace. */
export type PodFilter = (podName: string, namespace: string) => boolean;

/** Names of Pods that have logs on this host, sorted; none where they cannot be listed. */
export async function podsWithLogs(files: FileSystem): Promise<readonly string[]> {
  const directories = await podDirectories(files, () => true);
  return [...new Set(directories.map(({ podName }) => podName))].toSorted();
}

/** The instances of these Pods' containers whose logs are on this host, found without a runtime. */
export async function podLogFiles(files: FileSystem, isAskedFor: PodFilter): Promise<readonly LogInstance[]> {
  const directories = await podDirectories(files, isAskedFor);
  const found = directories.map(async (directory) => {
    const containers = await files.list(directory.path);
    const names = containers.kind === "present" ? containers.value : [];
    return (await Promise.all(names.map(async (name) => instancesIn(files, directory, name)))).flat();
  });
  return (await Promise.all(found)).flat();
}

interface PodDirectory {
  readonly namespace: string;
  readonly podName: string;
  readonly path: AbsolutePath;
}

async function podDirectories(files: FileSystem, isAskedFor: PodFilter): Promise<readonly PodDirectory[]> {
  const names = await files.list(POD_LOGS);
  return (names.kind === "present" ? names.value : []).flatMap((name) => {
    // Neither of the three can hold an underscore.
    const [namespace, podName, uid] = name.split("_");
    return namespace !== undefined && podName !== undefined && uid !== undefined && isAskedFor(podName, namespace)
      ? [{ namespace, podName, path: below(POD_LOGS, name) }]
      : [];
  });
}

async function instancesIn(
  files: FileSystem,
  { namespace, podName, path: pod }: PodDirectory,
  container: string,
): Promise<readonly LogInstance[]> {
  const directory = below(pod, container);
  const names = await files.list(directory);
  const parsed = (names.kind === "present" ? names.value : []).flatMap((name) => {
    const groups = LOG_FILE.exec(name)?.groups;
    return groups === undefined
      ? []
      : [{ path: below(directory, name), ...groups, attempt: Number(groups["attempt"]) }];
  });
  const attempts = [...new Set(parsed.map(({ attempt }) => attempt))].toSorted((a, b) => a - b);
  const instances: LogInstance[] = [];
  for (const attempt of attempts) {
    const own = parsed.filter((file) => file.attempt === attempt) as readonly ParsedFile[];
    const path = below(directory, `${attempt}.log`);
    const rotated = own.filter(({ rotated: at, packed }) => at !== undefined && packed === undefined);
    const packed = own.filter((file) => file.packed !== undefined);
    // One that has printed nothing yet is still later than the one before it.
    const at = Math.max(instances.at(-1)?.at ?? 0, await lastWrittenAt(files, path));
    instances.push({
      podName,
      namespace,
      container,
      attempt,
      path,
      rotated: rotated.map((file) => file.path),
      packed: packed.map((file) => file.path),
      status: undefined,
      at,
    });
  }
  return instances;
}

interface ParsedFile {
  readonly path: AbsolutePath;
  readonly attempt: number;
  readonly rotated?: string;
  readonly packed?: string;
}

async function lastWrittenAt(files: FileSystem, path: AbsolutePath): Promise<number> {
  const tail = await files.readTail(path, TAIL_BYTES);
  if (tail.kind !== "present") {
    return 0;
  }
  const times = new CriLogParser().feed(Buffer.from(tail.value)).map(({ at }) => Date.parse(at ?? ""));
  return times.findLast((time) => !Number.isNaN(time)) ?? 0;
}
