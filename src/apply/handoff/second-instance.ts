import { parentOf } from "../../domain/absolute-path.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";
import { draftOf, writeFile } from "../write-file.ts";
import type { HandoffSubject } from "./handoff-context.ts";

type Parts = Pick<HandoffSubject, "manifest" | "marker" | "second" | "transactionId">;

/** Gives the kubelet the second instance's manifest. False where it stands there already. Rejects with CouldNotRead, WriteFailed. */
export async function placeSecond(
  { manifest, marker, second, transactionId }: Parts,
  files: FileSystem,
): Promise<boolean> {
  await ensureParents(marker, files);
  const there = await files.status(marker);
  const isFile = there.kind === "present" && there.value.type === "file";
  if (there.kind !== "unreadable" && !isFile) {
    // A runtime makes a directory of a mount that is not there, as where the Pod of a killed run was about to start.
    await files.remove(marker);
    await files.remove(draftOf(marker, transactionId));
    await writeFile({ path: marker, text: "", mode: 0o600, owner: "root:root" }, files, transactionId);
  }
  const text = await files.readText(second.staged);
  if (text.kind !== "present") {
    throw couldNotRead(second.staged, text.kind === "absent" ? "ENOENT" : text.reason);
  }
  const { mode, owner } = manifest;
  const placed = await files.readText(second.path);
  if (placed.kind === "present" && placed.value === text.value) {
    return false;
  }
  await writeFile({ path: second.path, text: text.value, mode, owner }, files, `place.${transactionId}`);
  return true;
}

/**
 * Takes it away again, for good: the kubelet sends SIGTERM to the second instance at once, and no power loss brings it
 * back. Absent is fine.
 */
export async function removeSecond({ second }: Pick<HandoffSubject, "second">, files: FileSystem): Promise<void> {
  await files.remove(second.path);
  await files.sync(parentOf(second.path));
}
