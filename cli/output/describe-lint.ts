import type { StaticPodEntry } from "../../src/config/static-pod/directory-entries.ts";
import type { ConfigProblem } from "../../src/domain/config-problem.ts";
import { linesOfProblems } from "../../src/errors/config.ts";
import { unreachable } from "../../src/domain/unreachable.ts";

/** Whether the kubelet runs what is in the file. What it passes over anyway is as good. */
export function isAccepted(entry: StaticPodEntry): boolean {
  return entry.kind === "ignored" || (entry.kind === "pod" && entry.overruledBy === undefined);
}

/** What the kubelet makes of each file, with every line that it would reject or pass over. */
export function describeLint(entries: readonly StaticPodEntry[]): string {
  const bad = entries.filter((entry) => !isAccepted(entry)).length;
  const read = entries.filter(({ kind }) => kind !== "ignored").length;
  const summary = bad === 0 ? `${count(read)}, none of them rejected.` : `${count(read)}, ${bad} not run.`;
  return [...entries.flatMap(entryLines), ...(read === 1 ? [] : [summary])].join("\n");
}

function entryLines(entry: StaticPodEntry): readonly string[] {
  switch (entry.kind) {
    case "ignored":
      return [`${entry.path}: passed over, ${entry.because}`];
    case "unreadable":
      return [`${entry.path}: cannot be read: ${entry.reason}`];
    case "rejected":
      return [`${entry.path}: rejected`, ...indented(linesOfProblems(entry.rejected)), ...remarkLines(entry.remarks)];
    case "pod": {
      const { podName, namespace } = entry.identity;
      const what =
        entry.overruledBy === undefined
          ? `runs ${podName} in ${namespace}`
          : `not run: ${entry.overruledBy} holds ${podName} of ${namespace} too, and the last file counts`;
      return [`${entry.path}: ${what}`, ...remarkLines(entry.remarks)];
    }
    default:
      return unreachable(entry);
  }
}

function remarkLines(remarks: readonly ConfigProblem[]): readonly string[] {
  return remarks.length === 0 ? [] : ["  To know:", ...indented(linesOfProblems(remarks))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function count(files: number): string {
  return files === 1 ? "One file" : `${files} files`;
}

/** The same as one object. Lines and columns count from 1. */
export function lintAsJson(entries: readonly StaticPodEntry[]): object {
  return { kind: "result", isAccepted: entries.every(isAccepted), files: entries.map(entryAsJson) };
}

/** What the kubelet makes of one file, as JSON. */
export function entryAsJson(entry: StaticPodEntry): object {
  switch (entry.kind) {
    case "ignored":
      return { path: entry.path, verdict: "ignored", reason: entry.because };
    case "unreadable":
      return { path: entry.path, verdict: "unreadable", reason: entry.reason };
    case "rejected":
      return {
        path: entry.path,
        verdict: "rejected",
        pod: entry.identity,
        problems: entry.rejected.map(problemAsJson),
        remarks: entry.remarks.map(problemAsJson),
      };
    case "pod":
      return {
        path: entry.path,
        verdict: entry.overruledBy === undefined ? "run" : "overruled",
        pod: entry.identity,
        overruledBy: entry.overruledBy,
        problems: [],
        remarks: entry.remarks.map(problemAsJson),
      };
    default:
      return unreachable(entry);
  }
}

function problemAsJson({ origin, path, message, suggestion }: ConfigProblem): object {
  const place = origin.kind === "file" ? { line: origin.line, column: origin.column } : {};
  return { ...place, path, message, suggestion };
}
