import { type AbsolutePath, absolute, below, nameOf, parentOf } from "../../domain/absolute-path.ts";
import type { Journal } from "../../domain/journal.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { Swap } from "../../domain/swap.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem, FileStatus } from "../../ports/file-system.ts";
import { removeTree } from "../remove-tree.ts";
import { isDraft } from "../write-file.ts";
import { orWriteFailed } from "./or-write-failed.ts";
import { syncNames } from "./sync-names.ts";

export interface StagedInputsRequest {
  readonly resource: Pick<StaticPodResource, "view">;
  readonly swaps: readonly Swap[];
  readonly transactionId: string;
  /** `forward`: the inputs as they shall be; `backward`: as they were. */
  readonly direction: Journal["direction"];
}

/** Where each file that changes has the content that is wanted; undefined where it shall not be. */
type Sources = ReadonlyMap<AbsolutePath, AbsolutePath | undefined>;

/**
 * Makes, beside each volume of a Pod that holds a file that changes, one with the other content: a second name of the
 * file, or a directory of second names of all that is in it. They stay as they are when the swaps are placed or placed
 * back. Safe to repeat. Resolves to the places to mount instead, by the volume's path. Rejects with CouldNotRead, WriteFailed.
 */
export async function stageInputs(
  { resource, swaps, transactionId, direction }: StagedInputsRequest,
  files: FileSystem,
): Promise<ReadonlyMap<string, AbsolutePath>> {
  const sources = await sourcesOf(swaps, direction, files);
  const staged = new Map<string, AbsolutePath>();
  for (const { path } of resource.view.volumes) {
    const volume = trimmed(path);
    const mirror = mirrorOf(volume, transactionId, direction);
    const source = sources.get(volume);
    if (source !== undefined) {
      await linkUnlessThere(source, mirror, files);
      staged.set(path, mirror);
    } else if ([...sources.keys()].some((target) => target.startsWith(`${volume}/`))) {
      await mirrorDirectory(volume, mirror, sources, files);
      staged.set(path, mirror);
    }
  }
  return staged;
}

/** Removes what {@link stageInputs} made for either direction. No Pod may use it any more. Safe to repeat. */
export async function removeStagedInputs(
  { resource, transactionId }: Pick<StagedInputsRequest, "resource" | "transactionId">,
  files: FileSystem,
): Promise<void> {
  for (const { path } of resource.view.volumes) {
    for (const direction of ["forward", "backward"] as const) {
      const mirror = mirrorOf(trimmed(path), transactionId, direction);
      if ((await statusOf(mirror, files)) !== undefined) {
        await removeTree(mirror, files);
        await syncNames([mirror], files);
      }
    }
  }
}

function mirrorOf(path: AbsolutePath, transactionId: string, direction: Journal["direction"]): AbsolutePath {
  const word = direction === "forward" ? "after" : "before";
  return below(parentOf(path), `.mirror-${word}.${nameOf(path)}.${transactionId}`);
}

function trimmed(path: string): AbsolutePath {
  return absolute(path.replace(/(?<=.)\/+$/u, ""));
}

async function sourcesOf(swaps: readonly Swap[], direction: Journal["direction"], files: FileSystem): Promise<Sources> {
  const sources = new Map<AbsolutePath, AbsolutePath | undefined>();
  for (const { target, staged, before } of swaps) {
    const aside = direction === "forward" ? staged : before;
    // What is not aside is in place, or never was.
    const isAside = aside !== undefined && (await statusOf(aside, files)) !== undefined;
    sources.set(target, isAside ? aside : aside && target);
  }
  return sources;
}

async function mirrorDirectory(
  directory: AbsolutePath,
  mirror: AbsolutePath,
  sources: Sources,
  files: FileSystem,
): Promise<void> {
  const status = await statusOf(directory, files);
  const names = await files.list(directory);
  if (status?.type !== "directory" || names.kind !== "present") {
    throw couldNotRead(directory, names.kind === "unreadable" ? names.reason : "ENOTDIR");
  }
  if ((await statusOf(mirror, files)) === undefined) {
    await orWriteFailed(mirror, async () => files.makeDirectory(mirror, status.mode, status.owner));
  }
  const added = [...sources.keys()].filter((target) => parentOf(target) === directory).map(nameOf);
  // What this transaction keeps beside its targets is no input.
  for (const name of new Set([...names.value.filter((there) => !isDraft(there)), ...added])) {
    const path = below(directory, name);
    const source = sources.has(path) ? sources.get(path) : path;
    if (source === undefined) {
      continue;
    }
    if ((await statusOf(source, files))?.type === "directory") {
      await mirrorDirectory(source, below(mirror, name), sources, files);
    } else {
      await linkUnlessThere(source, below(mirror, name), files);
    }
  }
}

async function linkUnlessThere(from: AbsolutePath, to: AbsolutePath, files: FileSystem): Promise<void> {
  if ((await statusOf(to, files)) !== undefined) {
    return;
  }
  await orWriteFailed(to, async () => files.link(from, to));
}

async function statusOf(path: AbsolutePath, files: FileSystem): Promise<FileStatus | undefined> {
  const status = await files.status(path);
  if (status.kind === "unreadable") {
    throw couldNotRead(path, status.reason);
  }
  return status.kind === "present" ? status.value : undefined;
}
