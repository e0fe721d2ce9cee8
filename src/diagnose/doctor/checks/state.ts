import type { CommittedFile } from "../../../plan/drift/committed-files.ts";
import { type DoctorCheck, type Look, count, looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";

/** What steadyplane itself has on this host. */
export const STATE_CHECKS: readonly DoctorCheck[] = [
  {
    name: "configuration",
    hosts: "every",
    applies: ({ storedIsValid }) => storedIsValid.kind !== "absent",
    looksAt: "the configuration that was applied last, /etc/steadyplane/cluster.yaml",
    finds: "rejects one that is not valid",
    remedy: "steadyplane config validate --config /etc/steadyplane/cluster.yaml",
    look: ({ storedIsValid }) =>
      lookAt(storedIsValid, "what the configuration says", (isValid) =>
        looked(
          "valid",
          isValid
            ? []
            : [
                rejection({
                  what: "The configuration of this node, /etc/steadyplane/cluster.yaml, is not valid.",
                  why: "Nothing can be planned or applied with it.",
                  fix: ["steadyplane config validate --config /etc/steadyplane/cluster.yaml", "steadyplane edit"],
                }),
              ],
        ),
      ),
  },
  {
    name: "change-finished",
    hosts: "every",
    looksAt: "the journal of changes",
    finds: "warns about a change that was begun and is not over",
    remedy: "steadyplane apply --resume, or --abort",
    look: ({ interrupted }) =>
      lookAt(interrupted, "whether a change was interrupted", (sentences) =>
        looked(
          "no change is under way",
          sentences.map((what) =>
            warning({
              what,
              why: "Until it is over, the node may be between two configurations.",
              fix: ["steadyplane apply --resume finishes it", "steadyplane apply --abort undoes it"],
            }),
          ),
        ),
      ),
  },
  {
    name: "redirects",
    hosts: "every",
    looksAt: "tables of ours in the packet filter",
    finds: "warns where connections to a component are sent elsewhere",
    remedy: "steadyplane apply --resume, or --abort",
    look: ({ redirects }) =>
      lookAt(redirects, "whether connections are redirected", (sentences) =>
        looked(
          "none",
          sentences.map((what) =>
            warning({
              what,
              why: "That is so while a component is replaced, and at no other time.",
              fix: ["steadyplane apply --resume finishes it", "steadyplane apply --abort undoes it"],
            }),
          ),
        ),
      ),
  },
  {
    name: "committed-files",
    hosts: "node",
    applies: ({ committed }) => committed.kind !== "absent",
    looksAt: "manifests and the kubelet's configuration, against the revision that was committed last",
    finds: "warns about a file that was edited or removed since, rejects a revision that is damaged",
    remedy: "steadyplane plan; steadyplane history",
    look: committedLook,
  },
];

function committedLook({ committed }: DoctorFacts): Look {
  switch (committed.kind) {
    case "absent":
      return looked("no revision yet");
    case "unreadable":
      return looked("", [
        /EACCES|EPERM/u.test(committed.reason)
          ? untold("what was committed", committed.reason)
          : rejection({
              what: `The last revision cannot be relied on: ${committed.reason}.`,
              why: "There is nothing to go back to, and edits by hand cannot be told.",
              fix: ["steadyplane history"],
            }),
      ]);
    case "present":
      return looked(
        `${count(committed.files.length, "file")} as in revision ${committed.revision}`,
        committed.files.flatMap((file) => committedFindings(file, committed.revision)),
      );
  }
}

function committedFindings({ path, now }: CommittedFile, revision: number) {
  if (now.kind === "same") {
    return [];
  }
  if (now.kind === "unreadable") {
    return [untold(`whether ${path} was edited`, now.reason)];
  }
  return [
    warning({
      what: `${path} was ${now.kind === "absent" ? "removed" : "edited by hand"} since revision ${revision}.`,
      why: "The next change takes it back, or refuses to.",
      fix: ["steadyplane plan", `steadyplane history show ${revision}`],
    }),
  ];
}
