import { absolute } from "../../domain/absolute-path.ts";
import { INIT_MARKER, type InitMarker } from "../../observed/init-marker.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";
import { writeFile } from "../write-file.ts";

/** Where the configuration as used is kept. */
export const CONFIGURATION_FILE = absolute("/etc/steadyplane/cluster.yaml");

/** Notes whose node this host is. */
export async function writeMarker(marker: InitMarker, files: FileSystem, transactionId: string): Promise<void> {
  await writePrivate(INIT_MARKER, `${JSON.stringify(marker, undefined, 2)}\n`, files, transactionId);
}

/** Keeps the configuration as used; it may hold a token, so it is root's alone. */
export async function writeConfiguration(text: string, files: FileSystem, transactionId: string): Promise<void> {
  await writePrivate(CONFIGURATION_FILE, text, files, transactionId);
}

async function writePrivate(
  path: typeof INIT_MARKER,
  text: string,
  files: FileSystem,
  transactionId: string,
): Promise<void> {
  await ensureParents(path, files);
  await writeFile({ path, text, mode: 0o600, owner: "root:root" }, files, transactionId);
}
