import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { ignoredName, type SeenFile } from "../../config/static-pod/directory-entries.ts";
import type { FileSystem, Read } from "../../ports/file-system.ts";

/** The kubelet reads no more of a file. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Whatever is in a directory of manifests, in the order in which the kubelet reads it; links are followed, as it does. */
export async function seeStaticPodFiles(
  files: FileSystem,
  directory: AbsolutePath,
): Promise<Read<readonly SeenFile[]>> {
  const names = await files.list(directory);
  if (names.kind !== "present") {
    return names;
  }
  return { kind: "present", value: await Promise.all(names.value.map((name) => see(files, below(directory, name)))) };
}

async function see(files: FileSystem, path: AbsolutePath): Promise<SeenFile> {
  const because = ignoredName(path);
  if (because !== undefined) {
    return { kind: "ignored", path, because };
  }
  const status = await files.status(path);
  if (status.kind === "present" && status.value.type === "file" && status.value.size >= MOST_BYTES) {
    return { kind: "unreadable", path, reason: "10 MiB or more" };
  }
  const text = await files.readText(path);
  switch (text.kind) {
    case "present":
      return { kind: "file", path, text: text.value };
    case "absent":
      return { kind: "ignored", path, because: "a link to nothing" };
    case "unreadable":
      return text.reason === "EISDIR" || text.reason === "EINVAL"
        ? { kind: "ignored", path, because: text.reason === "EISDIR" ? "a directory" : "no file" }
        : { kind: "unreadable", path, reason: text.reason };
  }
}
