import { type AbsolutePath, parentOf } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import { spaceNeeds } from "../../plan/preflight/check-disk-space.ts";
import type { PreflightFacts } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { seenOf } from "./seen-of.ts";

type StorageFacts = Pick<PreflightFacts, "etcdDataDirectory" | "space">;

/** Room where the control plane writes, and what is in etcd's data directory. */
export async function observeStorage(cluster: ClusterSpec, files: FileSystem): Promise<StorageFacts> {
  const [space, etcdDataDirectory] = await Promise.all([
    observeSpace(spaceNeeds(cluster), files),
    observeDataDirectory(cluster, files),
  ]);
  return { space, etcdDataDirectory };
}

/** What each path's file system has left: that of the path, or of where it would be made. */
export async function observeSpace(
  places: readonly { readonly path: AbsolutePath }[],
  files: FileSystem,
): Promise<PreflightFacts["space"]> {
  return Promise.all(
    places.map(async ({ path }) => ({
      path,
      free: await seenOf(async () => files.space(await nearestDirectory(files, path))),
    })),
  );
}

async function observeDataDirectory({ etcd }: ClusterSpec, files: FileSystem) {
  if (etcd.kind === "external") {
    return { status: { kind: "absent" }, names: { kind: "absent" } } as const;
  }
  const [status, names] = await Promise.all([files.status(etcd.dataDir), files.list(etcd.dataDir)]);
  return { status, names };
}

/** `path`, or the closest of its parents that exists: where it would be made. */
async function nearestDirectory(files: FileSystem, path: AbsolutePath): Promise<AbsolutePath> {
  const status = await files.status(path);
  return status.kind === "absent" && path !== "/" ? nearestDirectory(files, parentOf(path)) : path;
}
