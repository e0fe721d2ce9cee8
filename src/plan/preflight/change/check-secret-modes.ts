import type { Finding } from "../../../domain/finding.ts";
import { checkOfPath, rejected } from "../findings.ts";
import type { Check } from "../check.ts";
import type { ChangeFacts, SeenStatus } from "./change-facts.ts";

const OTHERS = 0o077;

/** Private keys are root's alone. */
export const checkSecretModes: Check<Pick<ChangeFacts, "secrets">> = (_cluster, _node, { secrets }) =>
  secrets.flatMap(problemsOf);

// What is absent, unreadable or no file is told by others.
function problemsOf({ path, status }: SeenStatus): readonly Finding[] {
  if (status.kind !== "present" || status.value.type !== "file") {
    return [];
  }
  const { mode, owner } = status.value;
  const problems = [
    ...((mode & OTHERS) === 0 ? [] : [`can be used by others than root (mode ${mode.toString(8).padStart(4, "0")})`]),
    ...(/^(?:root|0):/u.test(owner) ? [] : [`belongs to ${owner}`]),
  ];
  return problems.length === 0 ? [] : [exposed(path, problems.join(" and "))];
}

function exposed(path: string, problem: string): Finding {
  return rejected(checkOfPath("KeyMode", path), {
    what: `${path} ${problem}.`,
    why: "Who reads the private key in it can act in its name; that it was read cannot be undone by a change.",
    fix: [`chown root:root ${path} && chmod 600 ${path}`, "Renew what it belongs to, if somebody may have read it."],
  });
}
