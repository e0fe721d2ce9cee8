import { type AbsolutePath, absolute, below, parentOf } from "../domain/absolute-path.ts";
import { notBuilt } from "../errors/provision.ts";
import type { BinaryStore } from "../ports/binary-store.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { ensureParents } from "../apply/ensure-parents.ts";
import { writeFile } from "../apply/write-file.ts";

/** Where this program lives on a host that `up` made. */
export const INSTALLED = absolute("/usr/local/lib/steadyplane");
const LAUNCHER = absolute("/usr/local/bin/steadyplane");

export interface SelfPorts {
  readonly files: FileSystem;
  readonly store: BinaryStore;
  readonly transactionId: string;
}

/** Program and first argument that start the installed CLI. */
export function installedSelf(): readonly [program: string, entry: string] {
  return [below(INSTALLED, "node"), below(INSTALLED, "dist", "main.mjs")];
}

/**
 * The script that starts this program with `program`, a Node, and its `entry`. Most runs are over before a young
 * generation of this size is full once, and are spared all garbage collection.
 */
export function launcherText(program: string, entry: string): string {
  return `#!/bin/sh\nexec ${program} --min-semi-space-size=16 ${entry} "$@"\n`;
}

/**
 * Puts this program on the PATH, complete in itself: `runtime` is the Node that runs it, `home` holds dist/ and
 * templates/. What is there already and equal stays. Resolves to the number of files written. Rejects with NotBuilt.
 */
export async function installSelf(runtime: AbsolutePath, home: AbsolutePath, ports: SelfPorts): Promise<number> {
  const wanted = [
    ...(await filesBelow(below(home, "dist"), "dist", ports.files)),
    ...(await filesBelow(below(home, "templates"), "templates", ports.files)),
  ];
  if (!wanted.some(({ name }) => name === "dist/main.mjs")) {
    throw notBuilt(home);
  }
  let written = 0;
  for (const { from, name } of [{ from: runtime, name: "node" }, ...wanted]) {
    written += await installFile(from, below(INSTALLED, name), name === "node" ? 0o755 : 0o644, ports);
  }
  return written + (await installLauncher(ports));
}

interface OwnFile {
  readonly from: AbsolutePath;
  readonly name: string;
}

async function filesBelow(directory: AbsolutePath, prefix: string, files: FileSystem): Promise<readonly OwnFile[]> {
  const names = await files.list(directory);
  const found: OwnFile[] = [];
  for (const name of names.kind === "present" ? names.value : []) {
    const from = below(directory, name);
    const status = await files.status(from);
    const path = `${prefix}/${name}`;
    if (status.kind === "present" && status.value.type === "directory") {
      found.push(...(await filesBelow(from, path, files)));
    } else {
      found.push({ from, name: path });
    }
  }
  return found;
}

async function installFile(
  from: AbsolutePath,
  to: AbsolutePath,
  mode: number,
  { store, files }: SelfPorts,
): Promise<number> {
  const [size, installedSize] = [await store.size(from), await store.size(to)];
  if (from === to || (size === installedSize && (await store.sha256(from)) === (await store.sha256(to)))) {
    return 0;
  }
  await ensureParents(to, files);
  await store.makeDirectories(parentOf(to));
  await store.install(from, to, mode);
  return 1;
}

async function installLauncher({ files, transactionId }: SelfPorts): Promise<number> {
  const text = launcherText(...installedSelf());
  const there = await files.readText(LAUNCHER);
  if (there.kind === "present" && there.value === text) {
    return 0;
  }
  await ensureParents(LAUNCHER, files);
  await writeFile({ path: LAUNCHER, text, mode: 0o755, owner: "root:root" }, files, transactionId);
  return 1;
}
