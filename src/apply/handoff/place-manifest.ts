import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { draftOf, writeFile } from "../write-file.ts";
import type { HandoffSubject } from "./handoff-context.ts";

/**
 * Puts `text` in the place where the kubelet reads the component's manifest. False where it stands there already: the
 * same content again restarts nothing, so nobody must wait for a new process then. Rejects with CouldNotRead, WriteFailed.
 */
export async function placeManifest(
  { manifest, transactionId }: Pick<HandoffSubject, "manifest" | "transactionId">,
  text: string,
  { files }: { readonly files: FileSystem },
): Promise<boolean> {
  const there = await files.readText(manifest.path);
  if (there.kind === "unreadable") {
    throw couldNotRead(manifest.path, there.reason);
  }
  if (there.kind === "present" && there.value === text) {
    return false;
  }
  // The draft of the transaction itself has another name; that of a run that was killed here is in the way.
  const draftId = `place.${transactionId}`;
  await files.remove(draftOf(manifest.path, draftId));
  await writeFile({ ...manifest, text }, files, draftId);
  return true;
}
