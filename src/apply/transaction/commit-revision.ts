import { createHash } from "node:crypto";
import { type AbsolutePath, below, parentOf } from "../../domain/absolute-path.ts";
import type { DesiredResource } from "../../domain/resource.ts";
import type { Revision } from "../../domain/revision.ts";
import { withoutSecrets } from "../../config/without-secrets.ts";
import { couldNotRead, writeFailed } from "../../errors/apply.ts";
import { fingerprints } from "../../observed/fingerprint.ts";
import { revisionNumbers } from "../../observed/revisions/list-revisions.ts";
import {
  REVISION_FORMAT,
  REVISION_PARTS,
  REVISIONS,
  revisionDirectory,
} from "../../observed/revisions/revision-place.ts";
import { seal } from "../../observed/sealed-json.ts";
import { writesOf } from "../../plan/writes-of.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { removeTree } from "../remove-tree.ts";
import { writeFile } from "../write-file.ts";
import { committedAs } from "./committed-as.ts";
import { ensurePrivateDirectory } from "./ensure-private-directory.ts";
import { clearHalfRevisions, pruneRevisions } from "./prune-revisions.ts";

/** What a revision says of itself, and what the node is made of. */
export interface RevisionRequest extends Pick<
  Revision,
  "transactionId" | "command" | "kubernetesVersion" | "profile" | "changes"
> {
  /** Milliseconds since 1970. */
  readonly committedAt: number;
  /** Tokens and keys in it are left out of the revision. */
  readonly configurationText: string;
  /** Every resource of the node; the files that they stand for are recorded as they are now. */
  readonly resources: readonly DesiredResource[];
}

/**
 * Commits what the node is made of now as its newest revision, by one rename; old ones that nobody needs go. Safe to
 * repeat: a transaction is committed once. Rejects with CouldNotRead or WriteFailed, and nothing was committed then.
 */
export async function commitRevision(request: RevisionRequest, files: FileSystem): Promise<Revision> {
  const { transactionId } = request;
  await ensurePrivateDirectory(parentOf(REVISIONS), files);
  await ensurePrivateDirectory(REVISIONS, files);
  await clearHalfRevisions(files);
  const committed = await committedAs(transactionId, files);
  if (committed !== undefined) {
    return committed;
  }
  const { revision, texts } = await describe((await latestNumber(files)) + 1, request, files);
  const draft = below(REVISIONS, `.${revision.number}.${transactionId}`);
  try {
    await writeDraft(draft, texts, files, transactionId);
    await files.rename(draft, revisionDirectory(revision.number));
  } catch (cause) {
    await removeTree(draft, files).catch(() => undefined);
    throw writeFailed(revisionDirectory(revision.number), cause);
  }
  // What could not be removed now is tried again with the next one.
  await pruneRevisions(files, transactionId).catch(() => undefined);
  return revision;
}

async function latestNumber(files: FileSystem): Promise<number> {
  const numbers = await revisionNumbers(files);
  if (numbers.kind === "unreadable") {
    throw couldNotRead(REVISIONS, numbers.reason);
  }
  return numbers.value.at(-1) ?? 0;
}

/** Places in the revision's directory, as if that were the root, with their texts. */
type Texts = ReadonlyMap<(directory: AbsolutePath) => AbsolutePath, string>;

async function describe(
  number: number,
  { committedAt, configurationText, resources, ...said }: RevisionRequest,
  files: FileSystem,
): Promise<{ readonly revision: Revision; readonly texts: Texts }> {
  const configuration = withoutSecrets(configurationText);
  const texts = new Map([[REVISION_PARTS.configuration, configuration]]);
  const known = new Map(await fingerprints([...new Set(resources.flatMap(writesOf))], files));
  const manifests: AbsolutePath[] = [];
  for (const path of resources.flatMap((resource) => (resource.kind === "static-pod" ? [resource.path] : []))) {
    const text = await files.readText(path);
    if (text.kind === "unreadable") {
      throw couldNotRead(path, text.reason);
    }
    if (text.kind === "present") {
      texts.set((directory) => REVISION_PARTS.manifest(directory, path), text.value);
      known.set(path, sha256Of(text.value));
      manifests.push(path);
    }
  }
  const revision: Revision = {
    number,
    ...said,
    committedAt: new Date(committedAt).toISOString(),
    files: [...known]
      // An authority's key may be elsewhere, a phase may have been left out: they are no part of the node.
      .flatMap(([path, sha256]) => (sha256 === "absent" ? [] : [{ path, sha256 }]))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    manifests,
    configurationSha256: sha256Of(configuration),
  };
  texts.set(REVISION_PARTS.record, seal(REVISION_FORMAT, revision));
  return { revision, texts };
}

async function writeDraft(draft: AbsolutePath, texts: Texts, files: FileSystem, transactionId: string): Promise<void> {
  await files.makeDirectory(draft, 0o700, "root:root");
  await files.makeDirectory(below(draft, "manifests"), 0o700, "root:root");
  for (const [place, text] of texts) {
    await writeFile({ path: place(draft), text, mode: 0o600, owner: "root:root" }, files, transactionId);
  }
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
