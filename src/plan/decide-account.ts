import type { Decision } from "../domain/decision.ts";
import type { SeenAccount } from "./seen-node.ts";

/** What a system user and its group need. One of the two alone is somebody else's and stays as it is. */
export function decideAccount(name: string, seen: SeenAccount): Decision {
  if (seen.kind === "absent") {
    return { kind: "create" };
  }
  if (seen.kind === "present" && seen.value.hasUser && seen.value.hasGroup) {
    return { kind: "keep" };
  }
  const what =
    seen.kind === "unreadable"
      ? `The accounts of this host cannot be read (${seen.reason}).`
      : `This host has a ${seen.value.hasUser ? "user" : "group"} ${name}, but no ${seen.value.hasUser ? "group" : "user"} of that name.`;
  return {
    kind: "reject",
    findings: [
      {
        check: `Account-${name}`,
        level: "reject",
        what,
        why: `Files are to be owned by ${name}:${name}. Nothing was changed.`,
        fix: [`getent passwd ${name}; getent group ${name}`, "Add what is missing, or use profile: kubeadm."],
      },
    ],
  };
}
