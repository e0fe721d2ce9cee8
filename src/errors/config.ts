import type { ConfigProblem } from "../domain/config-problem.ts";
import { ToolError } from "./tool-error.ts";

/** Everything that is wrong with a configuration, in the order of its lines. */
export function configProblemsError(problems: readonly ConfigProblem[]): ToolError {
  const file = problems.map(({ origin }) => (origin.kind === "file" ? origin.file : undefined)).find(Boolean);
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  return new ToolError(
    "ConfigurationInvalid",
    "usage",
    {
      what: `${file ?? "The configuration"} has ${count}.`,
      why: "What this host should be cannot be told from it. Nothing was changed.",
      fix:
        file === undefined
          ? ["Give the flags shown other values, or write a configuration file and pass it with --config."]
          : [`Correct the lines shown, then run: steadyplane config validate --config ${file}`],
    },
    { evidence: linesOfProblems(problems) },
  );
}

/** kubeadm's rule, so that no reader of the file has to know the command line too. */
export function flagsConflictWithConfig(flags: readonly string[]): ToolError {
  const list = flags.map((flag) => `--${flag}`).join(", ");
  return new ToolError("FlagsConflictWithConfig", "usage", {
    what: `${list} cannot be combined with --config.`,
    why: "The file would no longer say what the cluster is. Nothing was changed.",
    fix: [`Write what ${list} says into the file, or leave --config out.`],
  });
}

/** A configuration file that could not be read; `reason` is the system's, such as EACCES. */
export function configUnreadable(file: string, reason: string): ToolError {
  return new ToolError("ConfigurationUnreadable", "usage", {
    what: `${file} could not be read: ${reason}.`,
    why: "What this host should be is written there. Nothing was changed.",
    fix: [`ls -l ${file}`, "Pass the path of a readable file with --config."],
  });
}

/** Each problem with the line it is on and a caret below; in the order of the lines. */
export function linesOfProblems(problems: readonly ConfigProblem[]): readonly string[] {
  return inOrder(problems).flatMap(problemLines);
}

function problemLines(problem: ConfigProblem): readonly string[] {
  const { origin, path, message, suggestion } = problem;
  const text = `${path === "" ? "" : `${path}: `}${message}`;
  const advice = suggestion === undefined ? [] : [`    → ${suggestion}`];
  switch (origin.kind) {
    case "file": {
      const number = String(origin.line);
      return [
        `${origin.file}:${origin.line}:${origin.column}: ${text}`,
        `  ${number} | ${origin.sourceLine}`,
        `  ${" ".repeat(number.length)} | ${" ".repeat(origin.caret - 1)}^`,
        ...advice,
      ];
    }
    case "flag":
      return [`${origin.flag}: ${message}`, ...advice];
    case "default":
      return [text, ...advice];
  }
}

/** By line and column; what stands in no file comes last, in the order given. */
function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted(({ origin: one }, { origin: other }) => {
    if (one.kind !== "file" || other.kind !== "file") {
      return Number(one.kind !== "file") - Number(other.kind !== "file");
    }
    return one.line - other.line || one.column - other.column;
  });
}
