import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { PreflightFacts } from "./preflight-facts.ts";

/** One check: facts in, what is wrong out. No findings means that it passed. */
export type Check = (cluster: ClusterSpec, node: NodeSpec, facts: PreflightFacts) => readonly Finding[];
