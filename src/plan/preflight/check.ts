import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { PreflightFacts } from "./preflight-facts.ts";

/** One check: facts in, what is wrong out. No findings means that it passed. `Facts`: what it looks at. */
export type Check<Facts = PreflightFacts> = (cluster: ClusterSpec, node: NodeSpec, facts: Facts) => readonly Finding[];
