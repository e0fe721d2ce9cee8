import { createHash } from "node:crypto";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { KeptRevision, Revision, RevisionRead } from "../../domain/revision.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { unseal } from "../sealed-json.ts";
import { REVISION_FORMAT, REVISION_PARTS, revisionDirectory } from "./revision-place.ts";
import { asRevision } from "./revision-schema.ts";

/** A revision alone, without its texts. */
export async function readRevisionRecord(number: number, files: FileSystem): Promise<RevisionRead<Revision>> {
  const directory = revisionDirectory(number);
  const status = await files.status(directory);
  if (status.kind !== "present") {
    return status.kind === "absent" ? status : { ...status, path: directory };
  }
  const text = await readPart(REVISION_PARTS.record(directory), number, files);
  if (text.kind !== "present") {
    return text;
  }
  const unsealed = unseal(REVISION_FORMAT, text.value);
  if (unsealed.kind === "corrupt") {
    return { kind: "corrupt", number, problem: `of revision.json, ${unsealed.problem}` };
  }
  const revision = asRevision(unsealed.body);
  return revision?.number === number
    ? { kind: "present", value: revision }
    : { kind: "corrupt", number, problem: "revision.json is none that this program knows" };
}

/** A revision with its texts, every one of them as it was committed. */
export async function readRevision(number: number, files: FileSystem): Promise<RevisionRead<KeptRevision>> {
  const record = await readRevisionRecord(number, files);
  if (record.kind !== "present") {
    return record;
  }
  const revision = record.value;
  const directory = revisionDirectory(number);
  const expected = new Map(revision.files.map(({ path, sha256 }) => [path, sha256]));
  const parts: readonly (readonly [path: AbsolutePath, sha256: string | undefined])[] = [
    [REVISION_PARTS.configuration(directory), revision.configurationSha256],
    ...revision.manifests.map((path) => [REVISION_PARTS.manifest(directory, path), expected.get(path)] as const),
  ];
  const texts: string[] = [];
  for (const [path, sha256] of parts) {
    const text = await readChecked(path, sha256, number, files);
    if (text.kind !== "present") {
      return text;
    }
    texts.push(text.value);
  }
  const [configuration = "", ...manifests] = texts;
  const byPath = new Map(revision.manifests.map((path, index) => [path, manifests[index] ?? ""]));
  return { kind: "present", value: { revision, configuration, manifests: byPath } };
}

async function readChecked(
  path: AbsolutePath,
  sha256: string | undefined,
  number: number,
  files: FileSystem,
): Promise<Exclude<RevisionRead<string>, { readonly kind: "absent" }>> {
  const text = await readPart(path, number, files);
  return text.kind === "present" && createHash("sha256").update(text.value).digest("hex") !== sha256
    ? { kind: "corrupt", number, problem: `${path} is not what was committed` }
    : text;
}

async function readPart(
  path: AbsolutePath,
  number: number,
  files: FileSystem,
): Promise<Exclude<RevisionRead<string>, { readonly kind: "absent" }>> {
  const text = await files.readText(path);
  if (text.kind === "present") {
    return text;
  }
  if (text.kind === "unreadable" && text.reason !== "EILSEQ") {
    return { kind: "unreadable", path, reason: text.reason };
  }
  return { kind: "corrupt", number, problem: `${path} is ${text.kind === "absent" ? "missing" : "not text"}` };
}
