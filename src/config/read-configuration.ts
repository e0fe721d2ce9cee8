import type { ConfigProblem, Origin } from "../domain/config-problem.ts";
import type { JsonValue } from "../domain/json.ts";
import { DOCUMENT_KINDS, type DocumentKind } from "./document-kinds.ts";
import { identifyDocument } from "./identify-document.ts";
import { formatPath, isWithin, type Path } from "./path.ts";
import { checkRules } from "./rules/check-rules.ts";
import { schemaProblems } from "./schema-problems.ts";
import { sortProblems } from "./sort-problems.ts";
import { withDefaults } from "./with-defaults.ts";
import { withoutPaths } from "./without-paths.ts";
import { NOTHING_WRITTEN, type WrittenConfig } from "./written-config.ts";
import { parseDocuments } from "./yaml/parse-documents.ts";
import { isWrittenAt, offsetOfKey, offsetOfValue, type SourceDocument } from "./yaml/source-document.ts";
import { isSecretField } from "./yaml/mask-secrets.ts";
import { originAt, sourceText, withValueHidden, type SourceText } from "./yaml/source-text.ts";

/** What was written, or everything that is wrong with it, in the order of its lines. */
export type ReadConfiguration =
  | {
      readonly kind: "valid";
      readonly written: WrittenConfig;
      /** The file as it was read; empty where there is none. */
      readonly text: string;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigProblem[] };

/** Enough to correct a file by; more would only scroll by. */
const MAX_PROBLEMS = 100;
const IGNORED: readonly DocumentKind[] = ["JoinConfiguration", "ResetConfiguration", "UpgradeConfiguration"];

/** A document whose kind is known, and the paths in it whose values the schema does not allow. */
interface KnownDocument {
  readonly kind: DocumentKind;
  readonly source: SourceDocument;
  readonly invalid: readonly Path[];
}

/** Reads a configuration. None at all is a valid one. Never throws, whatever the text is. */
export function readConfiguration(
  file: { readonly file: string; readonly text: string } | undefined,
): ReadConfiguration {
  if (file === undefined) {
    return { kind: "valid", written: NOTHING_WRITTEN, text: "", warnings: [] };
  }
  const source = sourceText(file.file, file.text);
  const parsed = parseDocuments(source);
  const problems = [...parsed.problems];
  const documents = new Map<DocumentKind, KnownDocument>();
  for (const document of parsed.documents) {
    checkDocument(source, document, documents, problems);
  }
  const written = writtenFrom(source, documents);
  if (problems.length === 0) {
    return { kind: "valid", written, text: file.text, warnings: warningsAbout(file.file, documents) };
  }
  problems.push(...brokenRules(written, documents));
  return { kind: "invalid", problems: firstOf(sortProblems(problems)) };
}

function firstOf(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const more = problems.length - MAX_PROBLEMS;
  const message = `and ${more} more problems`;
  const rest: ConfigProblem = {
    origin: { kind: "default" },
    document: undefined,
    path: "",
    message,
    suggestion: undefined,
  };
  return more <= 0 ? problems : [...problems.slice(0, MAX_PROBLEMS), rest];
}

function checkDocument(
  source: SourceText,
  document: SourceDocument,
  known: Map<DocumentKind, KnownDocument>,
  problems: ConfigProblem[],
): void {
  const identity = identifyDocument(document.value);
  if (!identity.isKnown) {
    const origin = originAt(source, offsetOfValue(document, identity.path));
    const { message, suggestion } = identity;
    problems.push({ origin, document: undefined, path: formatPath(identity.path), message, suggestion });
    return;
  }
  const { kind } = identity;
  const first = known.get(kind);
  if (first !== undefined) {
    const origin = originAt(source, offsetOfKey(document, ["kind"]));
    const firstOrigin = originAt(source, offsetOfKey(first.source, ["kind"]));
    const line = firstOrigin.kind === "file" ? firstOrigin.line : 0;
    const message = `there is another ${kind} on line ${line}`;
    problems.push({
      origin,
      document: kind,
      path: "kind",
      message,
      suggestion: "write their fields into one document",
    });
    return;
  }
  const found = schemaProblems(DOCUMENT_KINDS[kind].schema, document.value, MAX_PROBLEMS);
  for (const { path, isAboutName, message, suggestion } of found) {
    const offset = isAboutName ? offsetOfKey(document, path) : offsetOfValue(document, path);
    const origin = valueOrigin(source, offset, isAboutName ? [] : path);
    problems.push({ origin, document: kind, path: formatPath(path), message, suggestion });
  }
  known.set(kind, {
    kind,
    source: document,
    invalid: found.filter(({ isAboutName }) => !isAboutName).map(({ path }) => path),
  });
}

/** The documents without the values that the schema does not allow; fields it does not know do no harm. */
function writtenFrom(source: SourceText, documents: ReadonlyMap<DocumentKind, KnownDocument>): WrittenConfig {
  return {
    init: fieldsOf(documents.get("InitConfiguration")),
    cluster: fieldsOf(documents.get("ClusterConfiguration")),
    kubelet: fieldsOf(documents.get("KubeletConfiguration")),
    kubeProxy: fieldsOf(documents.get("KubeProxyConfiguration")),
    steadyplane: fieldsOf(documents.get("SteadyplaneConfiguration")),
    originOf: (kind, path) => originIn(source, documents.get(kind), path),
  };
}

function fieldsOf(document: KnownDocument | undefined): Record<string, never> {
  const value: JsonValue = document === undefined ? {} : withoutPaths(document.source.value, document.invalid);
  const entries = Object.entries(value as object).filter(([name]) => name !== "apiVersion" && name !== "kind");
  // The schema has looked at each of them.
  return Object.fromEntries(entries) as Record<string, never>;
}

function originIn(source: SourceText, document: KnownDocument | undefined, path: Path): Origin {
  return document !== undefined && isWrittenAt(document.source, path.slice(0, 1))
    ? valueOrigin(source, offsetOfValue(document.source, path), path)
    : { kind: "default" };
}

function valueOrigin(source: SourceText, offset: number, path: Path): Origin {
  const origin = originAt(source, offset);
  return path.some((segment) => isSecretField(segment)) ? withValueHidden(origin) : origin;
}

/** What the rules find in the rest of a file with problems, so that all of them come at once. */
function brokenRules(
  written: WrittenConfig,
  documents: ReadonlyMap<DocumentKind, KnownDocument>,
): readonly ConfigProblem[] {
  const broken = checkRules(withDefaults(written, undefined), written.originOf);
  const isAboutWhatIsLeftOut = (kind: string | undefined, path: Path): boolean =>
    [...documents.values()].some(
      (document) =>
        document.kind === kind &&
        document.invalid.some((invalid) => isWithin(invalid, path) || isWithin(path, invalid)),
    );
  return broken
    .filter(({ problem, path }) => problem.origin.kind !== "default" && !isAboutWhatIsLeftOut(problem.document, path))
    .map(({ problem }) => problem);
}

function warningsAbout(file: string, documents: ReadonlyMap<DocumentKind, KnownDocument>): readonly string[] {
  if (documents.size === 0) {
    return [`${file} holds no configuration document: the defaults are used.`];
  }
  return IGNORED.filter((kind) => documents.has(kind)).map(
    (kind) => `${file}: ${kind} is valid, but not used by this command.`,
  );
}
