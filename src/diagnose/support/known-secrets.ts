import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { redactDocument } from "./redact-document.ts";

/** Where a node keeps its secrets. */
const PLACES = ["/etc/kubernetes", "/var/lib/kubelet/pki", "/etc/steadyplane", "/var/lib/steadyplane"].map(absolute);
const MAX_DEPTH = 6;
const MAX_FILES = 2_000;
const MAX_BYTES = 1024 * 1024;
const MIN_LENGTH = 6;
const LONG = 16;

const PRIVATE = /-----BEGIN (?<kind>[A-Z ]*PRIVATE KEY)-----(?<body>[\s\S]*?)-----END \k<kind>-----/gu;

/**
 * Every secret that is found in the files of a node, so that it can be taken out of whatever somebody printed. The longest
 * first. Files that cannot be read have none to tell, and none of theirs is read for a bundle either.
 */
export async function knownSecrets(files: FileSystem): Promise<readonly string[]> {
  const paths: AbsolutePath[] = [];
  for (const place of PLACES) {
    await walk(files, place, MAX_DEPTH, paths);
  }
  const found = await Promise.all(paths.map(async (path) => secretsOf(await textOf(files, path))));
  return [...new Set(found.flat())].toSorted((a, b) => b.length - a.length);
}

async function walk(files: FileSystem, path: AbsolutePath, depth: number, found: AbsolutePath[]): Promise<void> {
  const names = await files.list(path);
  if (names.kind !== "present") {
    return;
  }
  for (const inner of names.value.map((name) => below(path, name))) {
    const status = await files.status(inner);
    if (found.length >= MAX_FILES || status.kind !== "present") {
      continue;
    }
    if (status.value.type === "directory" && depth > 0) {
      await walk(files, inner, depth - 1, found);
    } else if (status.value.type === "file" && status.value.size <= MAX_BYTES) {
      found.push(inner);
    }
  }
}

async function textOf(files: FileSystem, path: AbsolutePath): Promise<string> {
  const text = await files.readText(path);
  return text.kind === "present" ? text.value : "";
}

/** The secrets in one text: lines of private keys, and values of fields with a secret's name. */
export function secretsOf(text: string): readonly string[] {
  const keys = keyLines(text);
  const values = keys.length > 0 ? [] : (redactDocument(text)?.secrets ?? []);
  return [...keys, ...values, ...values.flatMap((value) => keyLines(decoded(value)))].filter(isTelling);
}

/** A word such as kube-system stands everywhere, and is no secret because somebody has it as one. */
function isTelling(text: string): boolean {
  return text.length >= MIN_LENGTH && (text.length >= LONG || !/^[a-z.-]+$/u.test(text));
}

function keyLines(text: string): readonly string[] {
  return [...text.matchAll(PRIVATE)].flatMap(({ groups }) =>
    (groups?.["body"] ?? "").split("\n").map((line) => line.trim()),
  );
}

function decoded(value: string): string {
  return /^[A-Za-z0-9+/=\s]+$/u.test(value) ? Buffer.from(value, "base64").toString("latin1") : "";
}
