import { below } from "../../domain/absolute-path.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { parsePodDocument } from "./pod-document.ts";
import type { PodDocument } from "./pod-document.ts";

/** A file in staticPodPath and the Pod in it; `reason` says why there is none. */
export interface StaticPodFile {
  readonly path: AbsolutePath;
  readonly pod: PodDocument | undefined;
  readonly reason: string;
  /** When this very run wrote it, in milliseconds since 1970: what was made before is of another file. */
  readonly writtenAt?: number;
}

/** Every file that the kubelet reads in `directory`, in the order in which it does; none where it cannot be listed. */
export async function staticPodFiles(files: FileSystem, directory: AbsolutePath): Promise<readonly StaticPodFile[]> {
  const names = await files.list(directory);
  const read = (names.kind === "present" ? names.value : [])
    .filter((name) => !name.startsWith("."))
    .map(async (name) => readStaticPodFile(files, below(directory, name)));
  return (await Promise.all(read)).filter((file) => file !== undefined);
}

/** The Pod in one file; undefined where there is no file. */
export async function readStaticPodFile(files: FileSystem, path: AbsolutePath): Promise<StaticPodFile | undefined> {
  const text = await files.readText(path);
  if (text.kind === "absent" || (text.kind === "unreadable" && text.reason === "EISDIR")) {
    return undefined;
  }
  const parsed =
    text.kind === "present" ? parsePodDocument(text.value) : { kind: "none" as const, reason: text.reason };
  return parsed.kind === "pod"
    ? { path, pod: parsed.pod, reason: "" }
    : { path, pod: undefined, reason: parsed.reason };
}

/** The files that hold one and the same Pod, where there are several. */
export function twinsOf(
  found: readonly StaticPodFile[],
  { name, namespace }: PodDocument["metadata"],
): readonly AbsolutePath[] {
  const same = found.filter(({ pod }) => pod?.metadata.name === name && pod.metadata.namespace === namespace);
  return same.length > 1 ? same.map(({ path }) => path) : [];
}

/** The file that `name` is about: a Pod's name, with the node's at its end or not, or the name of a file. */
export function findStaticPod(
  found: readonly StaticPodFile[],
  name: string,
  nodeName: string,
): StaticPodFile | undefined {
  const isNamed = ({ pod }: StaticPodFile) =>
    pod !== undefined && [pod.metadata.name, `${pod.metadata.name}-${nodeName.toLowerCase()}`].includes(name);
  // Of two files with one Pod the kubelet takes the last.
  return (
    found.findLast(isNamed) ??
    found.find(({ path }) =>
      [name, `${name}.yaml`, `${name}.yml`, `${name}.json`].some((end) => path.endsWith(`/${end}`)),
    )
  );
}
