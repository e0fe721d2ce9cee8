import { ToolError } from "./tool-error.ts";

/** The journal of an interrupted change is there, and says nothing that can be relied on. */
export function journalCorrupt(path: string, problem: string): ToolError {
  return new ToolError("JournalCorrupt", "failed", {
    what: `The journal of an interrupted change, ${path}, cannot be relied on: ${problem}.`,
    why: "It alone says how to finish that change or undo it. Nothing was changed now: each file is the old one or the new one.",
    fix: [
      "steadyplane status",
      "steadyplane apply --discard-journal, to set it aside and go on from what is on the host",
      `ls -l ${path}, and run the version of steadyplane that wrote it, where it is of a newer one`,
    ],
  });
}

/** A change was begun, and neither finished nor undone. `since` is RFC 3339. */
export function changeInterrupted(command: string, since: string): ToolError {
  return new ToolError("ChangeInterrupted", "preflight", {
    what: `A change of this node was interrupted: "${command}", begun ${since}.`,
    why: "It must be finished or undone before anything else changes. Nothing was changed now.",
    fix: ["steadyplane apply --resume, to finish it", "steadyplane apply --abort, to undo it"],
  });
}

/** Something stands where a transaction puts a new file, and was not there when it was planned. */
export function targetAppeared(path: string): ToolError {
  return new ToolError("TargetAppeared", "failed", {
    what: `${path} was not there when this change was planned, and is there now.`,
    why: "Somebody else made it; it was not overwritten.",
    fix: [`ls -l ${path}`, "Move it away, or plan again and see what it changes."],
  });
}

/** A revision is asked for that is not kept. */
export function noSuchRevision(number: string, known: readonly number[]): ToolError {
  const kept = known.length === 0 ? "None is kept on this host." : `Kept are ${known.join(", ")}.`;
  return new ToolError("NoSuchRevision", "usage", {
    what: `There is no revision ${number}.`,
    why: `${kept} Nothing was changed.`,
    fix: ["steadyplane history"],
  });
}

/** A revision is there and is not what was committed. */
export function revisionCorrupt(number: number, problem: string): ToolError {
  return new ToolError("RevisionCorrupt", "failed", {
    what: `Revision ${number} cannot be relied on: ${problem}.`,
    why: "What the node was made of then is not known from it. Nothing was changed.",
    fix: ["steadyplane history", `Look at /var/lib/steadyplane/revisions/${number}, or use another revision.`],
  });
}
