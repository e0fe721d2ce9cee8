import { nameOf } from "../../domain/absolute-path.ts";
import type { Difference } from "../../domain/difference.ts";
import type { Finding } from "../../domain/finding.ts";
import { UNCHANGED } from "../preflight/findings.ts";
import type { Committed, CommittedFile } from "./committed-files.ts";
import { describeDifference } from "./describe-difference.ts";
import { manifestEdits } from "./manifest-edits.ts";

export interface DriftOptions {
  /** Files to which the plan gives another content. */
  readonly overwritten: ReadonlySet<string>;
  /** Whether that was asked for: `--overwrite-drift`. */
  readonly mayOverwrite: boolean;
}

const MOST_SHOWN = 5;
const ANYWAY = "Or give it up: run the same command with --overwrite-drift";

/**
 * Files that somebody edited since the last commit and that the plan would write over: rejected, unless that was asked
 * for. What was edited to be as the configuration now has it is not drift.
 */
export function findDrift(committed: Committed, options: DriftOptions): readonly Finding[] {
  const { overwritten, mayOverwrite } = options;
  switch (committed.kind) {
    case "absent":
      return overwritten.size === 0 ? [] : [withoutRevision()];
    case "unreadable":
      return overwritten.size === 0 ? [] : [unreadable(committed.reason, mayOverwrite)];
    case "present":
      return committed.files
        .filter(({ path }) => overwritten.has(path))
        .flatMap((file) => drift(file, committed.revision, mayOverwrite));
  }
}

function drift(file: CommittedFile, revision: number, mayOverwrite: boolean): readonly Finding[] {
  const { path, now, committedText } = file;
  if (now.kind !== "changed" && now.kind !== "absent") {
    return [];
  }
  const check = `Drift-${nameOf(path)}`;
  if (now.kind === "absent") {
    const why = "The plan makes it again, as the configuration says.";
    return [
      { check, level: "warn", what: `${path} was removed since revision ${revision}.`, why, fix: [history(revision)] },
    ];
  }
  const edits = committedText === undefined ? [] : manifestEdits(committedText, now.text);
  const what = `${path} was edited since revision ${revision}${edits.length === 0 ? "" : `: ${list(edits)}`}.`;
  return [
    mayOverwrite
      ? { check, level: "warn", what, why: "The plan writes over it, as was asked for.", fix: [history(revision)] }
      : {
          check,
          level: "reject",
          what,
          why: `The plan would write over it. ${UNCHANGED}`,
          fix: [history(revision), "To keep it, write it into the configuration.", ANYWAY],
        },
  ];
}

function list(edits: readonly Difference[]): string {
  const shown = edits.slice(0, MOST_SHOWN).map(describeDifference);
  const more = edits.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

function history(revision: number): string {
  return `steadyplane history show ${revision}`;
}

function withoutRevision(): Finding {
  return {
    check: "Drift",
    level: "warn",
    what: "This node has no revision yet, so that edits by hand cannot be told from what steadyplane wrote.",
    why: "The plan writes over both.",
    fix: ["Look through what the plan changes before it is applied."],
  };
}

function unreadable(reason: string, mayOverwrite: boolean): Finding {
  return {
    check: "Drift",
    level: mayOverwrite ? "warn" : "reject",
    what: `The last revision cannot be read (${reason}), so that edits by hand cannot be told from what steadyplane wrote.`,
    why: mayOverwrite ? "The plan writes over both, as was asked for." : `The plan would write over both. ${UNCHANGED}`,
    fix: ["steadyplane history", "Look through what the plan changes.", ANYWAY],
  };
}
