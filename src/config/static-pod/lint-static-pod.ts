import type { ConfigProblem, Origin } from "../../domain/config-problem.ts";
import type { JsonObject } from "../../domain/json.ts";
import { describeValue } from "../describe-value.ts";
import { formatPath, type Path } from "../path.ts";
import { sortProblems } from "../sort-problems.ts";
import { checkText } from "../yaml/check-text.ts";
import { offsetOfKey, offsetOfValue, type SourceDocument } from "../yaml/source-document.ts";
import { originAt, type SourceText, sourceText } from "../yaml/source-text.ts";
import { checkFields } from "./check-fields.ts";
import { type Remark, parsePodText, podFields } from "./parse-pod-text.ts";
import { priorityRemarks } from "./priority-remarks.ts";
import { POD_RULES } from "./rules/pod-rules.ts";
import type { Report } from "./rules/rule.ts";
import { mapIn, textIn } from "./written-fields.ts";

/** What the kubelet makes of a file in staticPodPath. */
export interface LintedPod {
  /** Why it does not run it, by line; empty where it does, as far as the text alone can tell. */
  readonly rejected: readonly ConfigProblem[];
  /** What it passes over without a word, or runs otherwise than meant. */
  readonly remarks: readonly ConfigProblem[];
  /** Undefined where the text holds no Pod with a name. */
  readonly identity: PodIdentity | undefined;
}

/** How a static Pod is called. */
export interface PodIdentity {
  /** As it is written. */
  readonly name: string;
  /** With the Node's name at its end, as it is in the API and in the runtime; `NODE` where that is not known. */
  readonly podName: string;
  readonly namespace: string;
  /** Written in the manifest; without, the kubelet takes a hash of the decoded Pod, the path and the Node's name. */
  readonly uid: string | undefined;
}

/**
 * What the kubelet of Node `nodeName`, or of any, makes of `text`, told from the text alone: types and names of all fields,
 * the rules for what a Pod must have, and the references that a static Pod may not have. Never throws, whatever the text is.
 */
export function lintStaticPod(file: string, text: string, nodeName?: string): LintedPod {
  const source = sourceText(file, text.replace(/^\uFEFF/u, ""));
  const unreadable = checkText(source);
  if (unreadable !== undefined) {
    return { rejected: [unreadable], remarks: [], identity: undefined };
  }
  const parsed = parsePodText(source.text);
  const remarkOf = ({ offset, message, suggestion }: Remark) => problemAt(source, offset, [], message, suggestion);
  if (parsed.kind === "unreadable") {
    return { rejected: parsed.errors.map(remarkOf), remarks: [], identity: undefined };
  }
  const { document, passedOver } = parsed;
  const found = { rejected: [] as ConfigProblem[], remarks: passedOver.map(remarkOf) };
  const reject = into(found.rejected, source, (path) => offsetOfValue(document, path));
  const remark = into(found.remarks, source, (path) => offsetOfKey(document, path));
  const pod = checkKind(document, reject);
  if (pod !== undefined) {
    check(pod, nodeName ?? SOME_NODE, reject, remark);
  }
  return {
    rejected: sortProblems(found.rejected),
    remarks: sortProblems(found.remarks),
    identity: pod && identityOf(pod, nodeName),
  };
}

const SOME_NODE = "node";

function check(pod: JsonObject, nodeName: string, reject: Report, remark: Report): void {
  checkFields(pod, reject, remark);
  const written = { metadata: mapIn(pod["metadata"]), spec: mapIn(pod["spec"]), nodeName };
  POD_RULES.forEach((rule) => rule(written, reject));
  priorityRemarks(written, remark);
}

/** The Pod in the document. */
function checkKind(document: SourceDocument, reject: Report): JsonObject | undefined {
  const fields = podFields(document);
  if (fields === undefined) {
    reject([], `must be a Pod, found ${describeValue(document.value)}`);
    return undefined;
  }
  const { apiVersion, kind } = fields;
  const isPod = kind === "Pod" && apiVersion === "v1";
  if (kind !== "Pod") {
    reject(["kind"], `must be Pod, found ${describeValue(kind)}`, "a file holds one Pod, and nothing that makes Pods");
  }
  if (apiVersion !== "v1") {
    reject(["apiVersion"], `must be v1, found ${describeValue(apiVersion)}`);
  }
  return isPod ? fields : undefined;
}

function identityOf(pod: JsonObject, nodeName: string | undefined): PodIdentity | undefined {
  const metadata = mapIn(pod["metadata"]);
  const [name, namespace, uid] = ["name", "namespace", "uid"].map((field) => textIn(metadata[field]));
  return name === undefined || name === ""
    ? undefined
    : {
        name,
        podName: `${name}-${nodeName?.toLowerCase() ?? "NODE"}`,
        namespace: namespace || "default",
        uid: uid === "" ? undefined : uid,
      };
}

function into(problems: ConfigProblem[], source: SourceText, offsetOf: (path: Path) => number): Report {
  return (path, message, suggestion) => {
    problems.push(problemAt(source, offsetOf(path), path, message, suggestion));
  };
}

function problemAt(
  source: SourceText,
  offset: number,
  path: Path,
  message: string,
  suggestion: string | undefined,
): ConfigProblem {
  const origin = originAt(source, offset);
  return {
    origin: path.includes("env") ? withValuesHidden(origin) : origin,
    document: "Pod",
    path: formatPath(path),
    message,
    suggestion: suggestion === "" ? undefined : suggestion,
  };
}

const VALUE = /(?<=\bvalue["']?\s{0,20}:\s{0,20})(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}"'][^,}]*)/gu;

/** The value of a variable may be a secret, and may stand on the line of another field. */
function withValuesHidden(origin: Origin): Origin {
  return origin.kind === "file"
    ? { ...origin, sourceLine: origin.sourceLine.replace(VALUE, (value) => "*".repeat(value.length)) }
    : origin;
}
