import type { Finding } from "../../domain/finding.ts";

const WHY = "It is not overwritten, since what it holds could be lost. Nothing was changed.";
const AGAIN = "Move it away, then run the same command again.";

/** A file that is there and cannot be read. `reason` is the system's, such as EACCES. */
export function unreadableFile(check: string, path: string, reason: string): Finding {
  return {
    check,
    level: "reject",
    what: `${path} cannot be read (${reason}).`,
    why: WHY,
    fix: [`stat ${path}`, AGAIN],
  };
}

/** A file that holds something other than it should. `expected` with its article: "a certificate". */
export function otherContent(check: string, path: string, expected: string): Finding {
  return {
    check,
    level: "reject",
    what: `${path} does not hold ${expected}.`,
    why: WHY,
    fix: [`ls -l ${path}`, AGAIN],
  };
}

/** What is missing here can be made only where the authority's key is. */
export function mustBeProvided(check: string, paths: readonly string[], authority: string): Finding {
  const files = paths.join(" and ");
  return {
    check,
    level: "reject",
    what: `${files} must be provided: the key of the authority ${authority} is not on this host.`,
    why: "Without that key nothing can be signed here (external CA). Nothing was changed.",
    fix: [
      `Have the holder of the authority's key make ${files}.`,
      `Or put the key of the authority ${authority} here.`,
    ],
  };
}
