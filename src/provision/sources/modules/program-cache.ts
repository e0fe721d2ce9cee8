import { z } from "zod";
import { type AbsolutePath, below } from "../../../domain/absolute-path.ts";
import type { BinaryStore } from "../../../ports/binary-store.ts";
import type { FileSystem } from "../../../ports/file-system.ts";

const MANIFEST = "manifest.json";

const Manifest = z.object({ sha256: z.record(z.string(), z.string()) });

export interface CachePorts {
  readonly files: FileSystem;
  readonly store: BinaryStore;
}

/** What the cache holds under one name. `damaged`: a file is not the one that was put there; `reason` says which. */
export type Cached =
  { readonly kind: "absent" } | { readonly kind: "intact" } | { readonly kind: "damaged"; readonly reason: string };

/** Checks every file of a cache entry against the checksums it was stored with. */
export async function checkCached(directory: AbsolutePath, ports: CachePorts): Promise<Cached> {
  if ((await ports.files.status(directory)).kind === "absent") {
    return { kind: "absent" };
  }
  const manifest = await recordedChecksums(directory, ports.files);
  if (manifest === undefined) {
    return { kind: "damaged", reason: `${below(directory, MANIFEST)} cannot be read` };
  }
  for (const [name, sha256] of Object.entries(manifest)) {
    if ((await ports.store.sha256(below(directory, name))) !== sha256) {
      return { kind: "damaged", reason: `${below(directory, name)} does not have its checksum` };
    }
  }
  return { kind: "intact" };
}

/** Records the checksums of `names`, then gives the finished `draft` its place. What stands there already stays. */
export async function storeInCache(
  draft: AbsolutePath,
  directory: AbsolutePath,
  names: readonly string[],
  ports: CachePorts,
): Promise<void> {
  const sha256: Record<string, string> = {};
  for (const name of names) {
    sha256[name] = (await ports.store.sha256(below(draft, name))) ?? "";
  }
  const text = `${JSON.stringify({ sha256 }, undefined, 2)}\n`;
  await ports.files.writeNew(below(draft, MANIFEST), text, 0o644, "root:root");
  await ports.store.publish(draft, directory);
}

/** Checksums by name that an entry was stored with, unverified; undefined where there is no entry that can be read. */
export async function recordedChecksums(
  directory: AbsolutePath,
  files: FileSystem,
): Promise<Readonly<Record<string, string>> | undefined> {
  const read = await files.readText(below(directory, MANIFEST));
  if (read.kind !== "present") {
    return undefined;
  }
  try {
    return Manifest.parse(JSON.parse(read.value)).sha256;
  } catch {
    return undefined;
  }
}
