import type { KeyProblem } from "../../../domain/certificate-observation.ts";
import type { KubeconfigResource } from "../../../domain/resource.ts";
import { explainKubeconfigProblem } from "../../../plan/certificates/explain-kubeconfig-problem.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { looked, lookAt, rejection, untold } from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { asDoctors } from "../from-preflight.ts";
import { hasKey } from "./certificates.ts";

/** Nothing on the node needs them, and careful people keep them elsewhere. */
const FOR_PEOPLE = ["admin", "super-admin"];

/** Kubeconfigs, and the keys that have no certificate. */
export const CREDENTIAL_CHECKS: readonly DoctorCheck[] = [
  {
    name: "service-account-keys",
    hosts: "node",
    looksAt: "the keys that sign and verify ServiceAccount tokens",
    finds: "rejects a pair that does not belong together, or of which one is missing",
    remedy: "put the right file back",
    look: keyPairsLook,
  },
  {
    name: "kubeconfigs",
    hosts: "node",
    looksAt: "kubeconfigs: server, authority, client certificate and key",
    finds: "rejects one that cannot be used or is for another server",
    remedy: "move it away; steadyplane apply makes it anew",
    look: kubeconfigsLook,
  },
];

function keyPairsLook({ keyPairs, specs }: DoctorFacts): Look {
  return lookAt(specs, "which keys there should be", () =>
    looked(
      keyPairs.map(({ resource }) => resource.privatePath).join(", "),
      keyPairs.flatMap(({ resource: { privatePath, publicPath }, seen }) => {
        if (seen.kind === "unreadable") {
          return [untold(`whether ${privatePath} and ${publicPath} belong together`, seen.reason)];
        }
        const problems: readonly KeyProblem[] = seen.kind === "absent" ? [{ kind: "key-missing" }] : seen.problems;
        return problems.flatMap((problem) => keyPairFinding(problem, privatePath, publicPath));
      }),
    ),
  );
}

function keyPairFinding(problem: KeyProblem, privatePath: string, publicPath: string): readonly DoctorFinding[] {
  switch (problem.kind) {
    // Who can read it is told with all other keys.
    case "key-readable-by-others":
    case "key-owned-by-other":
      return [];
    case "key-unreadable":
      return [untold(`whether ${privatePath} and ${publicPath} belong together`, problem.reason)];
    case "key-missing":
    case "not-a-key":
    case "key-mismatch": {
      const what = {
        "key-missing": `${privatePath} is not there.`,
        "not-a-key": `${privatePath} is no private key.`,
        "key-mismatch": `${publicPath} does not hold the public key of ${privatePath}.`,
      }[problem.kind];
      const why = "Tokens of ServiceAccounts are made with the one and checked with the other.";
      return [
        rejection({ what, why, fix: ["Put the file back from a backup, then restart nothing before it is there."] }),
      ];
    }
  }
}

function kubeconfigsLook(facts: DoctorFacts): Look {
  return lookAt(facts.specs, "which kubeconfigs there should be", () =>
    looked(
      facts.kubeconfigs.map(({ resource }) => resource.path).join(", "),
      facts.kubeconfigs.flatMap(({ resource, seen }) => kubeconfigFindings(facts, resource, seen)),
    ),
  );
}

function kubeconfigFindings(
  facts: DoctorFacts,
  resource: KubeconfigResource,
  seen: DoctorFacts["kubeconfigs"][number]["seen"],
): readonly DoctorFinding[] {
  const { path, id } = resource;
  switch (seen.kind) {
    case "unreadable":
      return [untold(`what ${path} says`, seen.reason)];
    case "absent":
      return FOR_PEOPLE.includes(id)
        ? []
        : [
            rejection({
              what: `${path} is not there.`,
              why: "Who uses it does not start again.",
              fix: ["steadyplane apply makes it, where the authority's key is here."],
            }),
          ];
    case "not-a-kubeconfig":
      return [
        rejection({
          what: `${path} is no kubeconfig.`,
          why: "Who uses it does not start again.",
          fix: [`mv ${path} ${path}.old`, "steadyplane apply makes it anew."],
        }),
      ];
    case "present":
      return seen.problems.flatMap((problem) => {
        const kind = problem.kind === "client-certificate" ? problem.problem.kind : problem.kind;
        // Told by the checks of expiry and of modes, for all files at once.
        if (["expired", "key-readable-by-others", "key-owned-by-other"].includes(kind)) {
          return [];
        }
        if (problem.kind === "reference-unreadable") {
          return [untold(`what ${path} refers to`, problem.reason)];
        }
        if (problem.kind === "client-certificate" && problem.problem.kind === "key-unreadable") {
          return [untold(`what ${path} refers to`, problem.problem.reason)];
        }
        return [asDoctors(explainKubeconfigProblem(problem, resource, hasKey(facts, resource.authority)))];
      });
  }
}
