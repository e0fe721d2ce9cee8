import type { ClusterSpec } from "../../../domain/cluster-spec.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { NodeSpec } from "../../../domain/node-spec.ts";
import { checkClock } from "../check-clock.ts";
import { checkMounts } from "../check-mounts.ts";
import { checkStaticPodPath } from "../check-static-pod-path.ts";
import type { ChangeCheck, ChangeFacts } from "./change-facts.ts";
import { checkKubeletRuns } from "./check-kubelet-runs.ts";
import { checkManifestFiles } from "./check-manifest-files.ts";
import { checkParents } from "./check-parents.ts";
import { checkRoom } from "./check-room.ts";
import { checkRuntimeAnswers } from "./check-runtime-answers.ts";
import { checkSecretModes } from "./check-secret-modes.ts";
import { checkTargets } from "./check-targets.ts";
import { checkUsedPairs } from "./check-used-pairs.ts";

/** Every check, in the order in which findings are shown. */
const CHECKS: readonly ChangeCheck[] = [
  checkClock,
  checkKubeletRuns,
  checkRuntimeAnswers,
  checkStaticPodPath,
  checkMounts,
  checkManifestFiles,
  checkTargets,
  checkParents,
  checkSecretModes,
  checkUsedPairs,
  checkRoom,
];

/** What stands in the way of a change to a node that exists: all of it at once, and nothing twice. */
export function checkChange(cluster: ClusterSpec, node: NodeSpec, facts: ChangeFacts): readonly Finding[] {
  const findings = CHECKS.flatMap((check) => check(cluster, node, facts));
  return [...new Map(findings.map((finding) => [finding.what, finding])).values()];
}
