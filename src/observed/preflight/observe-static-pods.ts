import { type AbsolutePath, below, parentOf } from "../../domain/absolute-path.ts";
import type { StaticPodPathView } from "../../domain/static-pod-path-view.ts";
import type { ManifestFact, StaticPodFacts } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** A manifest is smaller; larger files are not read. */
const MOST_BYTES = 10_000_000;

/** The directory of manifests, the way to it, and every file that the kubelet takes for a Pod. */
export async function observeStaticPods(files: FileSystem, found: StaticPodPathView): Promise<StaticPodFacts> {
  const [directory, names, parents] = await Promise.all([
    files.status(found.path),
    files.list(found.path),
    Promise.all(parentsOf(found.path).map(async (path) => ({ path, status: await files.status(path) }))),
  ]);
  if (names.kind !== "present") {
    return { found, directory, parents, manifests: names };
  }
  const visible = names.value.filter((name) => !name.startsWith("."));
  const manifests = await Promise.all(visible.map((name) => observeManifest(files, below(found.path, name))));
  return { found, directory, parents, manifests: { kind: "present", value: manifests.flat() } };
}

/** Nothing for a directory, which the kubelet passes over. */
async function observeManifest(files: FileSystem, path: AbsolutePath): Promise<readonly ManifestFact[]> {
  const status = await files.status(path);
  const isFile = status.kind === "present" && status.value.type === "file";
  if (status.kind === "absent" || (status.kind === "present" && status.value.type === "directory")) {
    return [];
  }
  const isRead = isFile && status.value.size < MOST_BYTES;
  return [{ path, status, text: isRead ? await files.readText(path) : { kind: "absent" } }];
}

function parentsOf(path: AbsolutePath): readonly AbsolutePath[] {
  const parent = parentOf(path);
  return parent === path ? [] : [...parentsOf(parent), parent];
}
