import type { ArchiveEntry } from "../../ports/archive-writer.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Read } from "../../ports/file-system.ts";
import { redactDocument } from "./redact-document.ts";
import { redactLines } from "./redact-lines.ts";

/** One file of a bundle, before it is read. */
export interface BundlePart {
  /** In the archive. */
  readonly path: string;
  /** `yaml`: what cannot be parsed is left out, as nobody can tell what in it is a secret. */
  readonly format: "yaml" | "lines";
  readonly read: () => Promise<Read<string>>;
}

export interface Bundle {
  readonly entries: readonly ArchiveEntry[];
  /** What should be in it and is not, with the reason. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
}

/** Most characters of one file; of a longer one the end is kept. */
const MAX_PART = 256 * 1024;
const MAX_PARTS = 300;
/** No part may hold up the others for longer. */
const LIMIT_MS = 30_000;
const INDEX = "INDEX.txt";

/**
 * Reads all parts at once and takes secrets out: what has a secret's name, and `known` ones wherever they stand. Never
 * rejects; what could not be read is in the index with its reason.
 */
export async function collectBundle(
  parts: readonly BundlePart[],
  known: readonly string[],
  clock: Clock,
): Promise<Bundle> {
  const read = await Promise.all(
    parts.slice(0, MAX_PARTS).map(async (part) => ({ path: part.path, content: await readPart(part, known, clock) })),
  );
  const entries = read.flatMap(({ path, content }) => (content.kind === "text" ? [{ path, text: content.text }] : []));
  const missing = [
    ...read.flatMap(({ path, content }) => (content.kind === "missing" ? [{ path, reason: content.reason }] : [])),
    ...parts.slice(MAX_PARTS).map(({ path }) => ({ path, reason: `a bundle has at most ${MAX_PARTS} files` })),
  ];
  return { entries: [{ path: INDEX, text: withoutKnown(indexText(entries, missing), known) }, ...entries], missing };
}

type Content = { readonly kind: "text"; readonly text: string } | { readonly kind: "missing"; readonly reason: string };

async function readPart({ read, format }: BundlePart, known: readonly string[], clock: Clock): Promise<Content> {
  const over = new AbortController();
  const limit = clock.sleep(LIMIT_MS, over.signal).then(
    () => ({ kind: "unreadable", reason: `nothing came within ${LIMIT_MS / 1000} s` }) as const,
    () => ({ kind: "unreadable", reason: "stopped" }) as const,
  );
  try {
    const seen = await Promise.race([read(), limit]);
    return seen.kind === "present"
      ? redacted(seen.value, format, known)
      : { kind: "missing", reason: seen.kind === "absent" ? "it is not there" : redactLines(seen.reason) };
  } catch (error) {
    return { kind: "missing", reason: redactLines(error instanceof Error ? error.message : String(error)) };
  } finally {
    over.abort();
  }
}

function redacted(text: string, format: BundlePart["format"], known: readonly string[]): Content {
  // Before a rule could cut one in two, and once more for those that were folded or quoted.
  const raw = withoutKnown(text, known);
  const clean = format === "lines" ? redactLines(raw) : redactDocument(raw)?.text;
  return clean === undefined
    ? { kind: "missing", reason: "it cannot be parsed, so what in it is a secret cannot be told" }
    : { kind: "text", text: theEnd(withoutKnown(clean, known)) };
}

/** `text` without any of these, wherever they stand. */
function withoutKnown(text: string, known: readonly string[]): string {
  return known.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, "<secret>") : rest), text);
}

/** Whole lines. */
function theEnd(text: string): string {
  if (text.length <= MAX_PART) {
    return text;
  }
  const end = text.slice(-MAX_PART);
  return `[the first ${text.length - MAX_PART} characters are left out]\n${end.slice(end.indexOf("\n") + 1)}`;
}

function indexText(entries: Bundle["entries"], missing: Bundle["missing"]): string {
  return [
    "In this bundle, without secrets:",
    ...entries.map(({ path, text }) => `  ${path}  ${text.length}`),
    ...(missing.length === 0 ? [] : ["", "Not in it:"]),
    ...missing.map(({ path, reason }) => `  ${path}: ${reason}`),
    "",
  ].join("\n");
}
