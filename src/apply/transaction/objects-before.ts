import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { KubernetesObject, ObjectReference } from "../../domain/kubernetes-object.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { subjectOf } from "../../domain/step.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { journalCorrupt } from "../../errors/transaction.ts";
import { seal, unseal } from "../../observed/sealed-json.ts";
import type { SeenObject } from "../../plan/seen-object.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { draftOf, writeFile } from "../write-file.ts";
import { orWriteFailed } from "./or-write-failed.ts";

/** Beside the journal, which holds no content: what the API held before the transaction in progress. */
export const OBJECTS_BEFORE: AbsolutePath = absolute("/var/lib/steadyplane/objects-before");
const FORMAT = "steadyplane-objects-before";

/** How the change of one object is taken back. */
export type ObjectUndo =
  | { readonly kind: "apply"; readonly object: KubernetesObject }
  | { readonly kind: "delete"; readonly reference: ObjectReference };

/** What takes the change of `objects` back, in the order in which it is to be done. */
export function undoOf(
  objects: readonly ObjectResource[],
  before: ReadonlyMap<string, SeenObject>,
): readonly ObjectUndo[] {
  return objects.toReversed().flatMap((resource): readonly ObjectUndo[] => {
    const { object } = resource;
    const was = before.get(subjectOf(resource));
    // A Node's labels and taints are everybody's, and those that were missing hurt nobody.
    if (object.kind === "Node" || was === undefined || was.kind === "unreadable") {
      return [];
    }
    if (was.kind === "present") {
      return [{ kind: "apply", object: asSent(was.value) }];
    }
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    return [
      { kind: "delete", reference: { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) } },
    ];
  });
}

/** Keeps it for whoever takes the change back, unless an earlier run has: by now the API may hold the change itself. */
export async function keepObjectsBefore(
  undo: readonly ObjectUndo[],
  transactionId: string,
  files: FileSystem,
): Promise<void> {
  if ((await readObjectsBefore(transactionId, files)) !== undefined) {
    return;
  }
  const text = seal(FORMAT, { transactionId, undo });
  await writeFile({ path: OBJECTS_BEFORE, text, mode: 0o600, owner: "root:root" }, files, transactionId);
}

/** Undefined where nothing was kept, so that nothing was changed. Rejects with CouldNotRead, JournalCorrupt. */
export async function readObjectsBefore(
  transactionId: string,
  files: FileSystem,
): Promise<readonly ObjectUndo[] | undefined> {
  const text = await files.readText(OBJECTS_BEFORE);
  if (text.kind === "absent") {
    return undefined;
  }
  if (text.kind === "unreadable") {
    throw couldNotRead(OBJECTS_BEFORE, text.reason);
  }
  const read = unseal(FORMAT, text.value);
  if (read.kind === "corrupt") {
    throw journalCorrupt(OBJECTS_BEFORE, read.problem);
  }
  // Sealed by this program: it is what was kept, of this transaction or of one that is over.
  const kept = read.body as { readonly transactionId: string; readonly undo: readonly ObjectUndo[] };
  return kept.transactionId === transactionId ? kept.undo : undefined;
}

/** Absent is fine. Rejects with WriteFailed. */
export async function forgetObjectsBefore(transactionId: string, files: FileSystem): Promise<void> {
  for (const path of [OBJECTS_BEFORE, draftOf(OBJECTS_BEFORE, transactionId)]) {
    await orWriteFailed(path, async () => files.remove(path));
  }
}

/** What a client may send of an object; the rest is the server's own. Ownership of equal values is shared. */
function asSent(object: KubernetesObject): KubernetesObject {
  const { name, namespace, labels, annotations } = object.metadata;
  // JSON leaves out what is undefined.
  const metadata = { name, namespace, labels, annotations } as KubernetesObject["metadata"];
  return { ...object, metadata, status: undefined };
}
