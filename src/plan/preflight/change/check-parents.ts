import type { Finding } from "../../../domain/finding.ts";
import { checkOfPath, rejected } from "../findings.ts";
import type { Check } from "../check.ts";
import type { ChangeFacts, SeenStatus } from "./change-facts.ts";

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/** Only root decides where the files that are replaced end up. */
export const checkParents: Check<Pick<ChangeFacts, "parents">> = (_cluster, _node, { parents }) =>
  parents.flatMap(problemsOf);

function problemsOf({ path, status }: SeenStatus): readonly Finding[] {
  if (status.kind === "absent") {
    return [];
  }
  if (status.kind === "unreadable") {
    return [exposed(path, `cannot be looked at (${status.reason})`, `ls -ld ${path}`)];
  }
  const { type, mode, owner } = status.value;
  if (type !== "directory") {
    return [exposed(path, `is a ${type}`, `readlink -f ${path}`)];
  }
  const isOpen = (mode & OTHERS_MAY_WRITE) !== 0 && (mode & STICKY) === 0;
  return [
    ...(isOpen ? [exposed(path, "can be written to by others than root", `chmod go-w ${path}`)] : []),
    ...(/^(?:root|0):/u.test(owner) ? [] : [exposed(path, `belongs to ${owner}`, `chown root:root ${path}`)]),
  ];
}

function exposed(path: string, problem: string, command: string): Finding {
  return rejected(checkOfPath("DirTrusted", path), {
    what: `${path}, which holds files to be replaced, ${problem}.`,
    why: "Somebody else could decide where a file ends up, or exchange it.",
    fix: [command, "Then run the same command again."],
  });
}
