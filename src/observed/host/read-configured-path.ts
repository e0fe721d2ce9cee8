import { resolve } from "node:path/posix";
import { parseDocument } from "yaml";
import { type AbsolutePath, absolute, below, parentOf } from "../../domain/absolute-path.ts";
import type { StaticPodPathView } from "../../domain/static-pod-path-view.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** What one kubelet configuration file says about staticPodPath. */
export type ConfiguredPath =
  | { readonly kind: "says"; readonly path: AbsolutePath }
  | { readonly kind: "silent" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The staticPodPath in a kubelet configuration file; a relative one starts at the file, as with the kubelet. */
export async function readConfiguredPath(files: FileSystem, path: AbsolutePath): Promise<ConfiguredPath> {
  const read = await files.readText(path);
  switch (read.kind) {
    case "absent":
      return { kind: "silent" };
    case "unreadable":
      return read;
    case "present":
      return parseConfiguredPath(read.value, parentOf(path));
  }
}

function parseConfiguredPath(text: string, directory: AbsolutePath): ConfiguredPath {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return { kind: "unreadable", reason: "not valid YAML" };
  }
  const value: unknown = document.get("staticPodPath");
  return typeof value === "string" && value !== ""
    ? { kind: "says", path: absolute(resolve(directory, value)) }
    : { kind: "silent" };
}

/** The files of a kubelet's drop-in directory in the order in which it merges them; sub-directories are walked. */
export async function dropInFiles(
  files: FileSystem,
  directory: AbsolutePath,
): Promise<{ readonly paths: readonly AbsolutePath[]; readonly unreadable: StaticPodPathView["unreadable"] }> {
  const names = await files.list(directory);
  if (names.kind !== "present") {
    const isUnreadable = names.kind === "unreadable";
    return { paths: [], unreadable: isUnreadable ? [{ source: directory, reason: names.reason }] : [] };
  }
  const found = await Promise.all(
    names.value.map(async (name) => {
      const path = below(directory, name);
      const status = await files.status(path);
      const isDirectory = status.kind === "present" && status.value.type === "directory";
      return isDirectory ? dropInFiles(files, path) : { paths: name.endsWith(".conf") ? [path] : [], unreadable: [] };
    }),
  );
  return { paths: found.flatMap(({ paths }) => paths), unreadable: found.flatMap(({ unreadable }) => unreadable) };
}
