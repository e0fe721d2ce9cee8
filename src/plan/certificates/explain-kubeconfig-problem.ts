import type { Finding } from "../../domain/finding.ts";
import type { KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { explainCertificateProblem } from "./explain-certificate-problem.ts";
import { otherContent, unreadableFile } from "./explain-file-problem.ts";

/** Why a kubeconfig that is there cannot be used, as a finding that rejects. */
export function explainKubeconfigProblem(
  problem: KubeconfigProblem,
  resource: KubeconfigResource,
  isRenewable: boolean,
): Finding {
  const check = `Kubeconfig-${resource.id}`;
  const { path } = resource;
  const fix = isRenewable
    ? [`mv ${path} ${path}.old`, "Run the same command again: it makes a new one."]
    : [`Have the holder of the authority ${resource.authority} make ${path} anew.`];
  const finding = (what: string, why: string): Finding => {
    return { check, level: "reject", what, why: `${why} Nothing was changed.`, fix };
  };
  switch (problem.kind) {
    case "other-server":
      return finding(`${path} is for ${problem.found}, not for ${resource.server}.`, "It would not reach the API.");
    case "foreign-authority":
      return finding(`${path} does not trust this cluster's authority.`, "It would refuse the API server.");
    case "authority-absent":
      return finding(
        `${path} is there, but not the authority ${resource.authority}.`,
        "A new authority would not be the one that it trusts.",
      );
    case "reference-absent":
      return finding(`${path} names ${problem.path}, which is not there.`, "Nobody can use it as it is.");
    case "reference-unreadable":
      return unreadableFile(check, problem.path, problem.reason);
    case "not-a-certificate":
      return finding(`${path} names as client certificate what is none.`, "Nobody can use it as it is.");
    case "not-a-link":
      return otherContent(check, problem.path, "a link to the kubelet's current certificate");
    case "client-certificate":
      return explainCertificateProblem(problem.problem, {
        check,
        certPath: path,
        keyPath: path,
        signedBy: resource.authority,
        isRenewable,
      });
    default:
      return unreachable(problem);
  }
}
