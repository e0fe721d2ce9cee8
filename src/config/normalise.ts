import type { ClusterSpec } from "../domain/cluster-spec.ts";
import type { ConfigProblem } from "../domain/config-problem.ts";
import type { HostFacts, NodeSpec } from "../domain/node-spec.ts";
import type { Profile } from "../domain/profile.ts";
import type { ToolSpec } from "../domain/tool-spec.ts";
import { clusterSpecOf } from "./cluster-spec-of.ts";
import { configWarnings } from "./config-warnings.ts";
import type { EffectiveConfig } from "./effective-config.ts";
import { parseGoDuration } from "./go-duration.ts";
import { nodeSpecOf } from "./node-spec-of.ts";
import { checkRules } from "./rules/check-rules.ts";
import { sortProblems } from "./sort-problems.ts";
import { withDefaults } from "./with-defaults.ts";
import type { WrittenConfig } from "./written-config.ts";

export type Normalised =
  | {
      readonly kind: "valid";
      readonly cluster: ClusterSpec;
      readonly node: NodeSpec;
      readonly tool: ToolSpec;
      /** Sentences about what works, but was hardly meant. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigProblem[] };

export interface NormaliseOptions {
  /** A new bootstrap token, `id.secret`; called once for each that was not written. */
  readonly makeToken: () => string;
  /** Instead of what the configuration says. */
  readonly profile?: Profile | undefined;
}

/** What this host shall be, every default filled in; or every rule that it breaks. */
export function normalise(written: WrittenConfig, facts: HostFacts, options: NormaliseOptions): Normalised {
  const config = withDefaults(written, facts, options.profile);
  const broken = checkRules(config, written.originOf).map(({ problem }) => problem);
  const problems = [...broken, ...missingFacts(config)];
  if (problems.length > 0) {
    return { kind: "invalid", problems: sortProblems(problems) };
  }
  return {
    kind: "valid",
    cluster: clusterSpecOf(config),
    node: nodeSpecOf(config, facts, options.makeToken),
    tool: toolSpecOf(config),
    warnings: configWarnings(config),
  };
}

/** What can neither be read nor found out. */
function missingFacts({ init }: EffectiveConfig): readonly ConfigProblem[] {
  const missing = (path: string, message: string, suggestion: string): ConfigProblem => ({
    origin: { kind: "default" },
    document: "InitConfiguration",
    path,
    message,
    suggestion,
  });
  return [
    ...(init.localAPIEndpoint.advertiseAddress === ""
      ? [missing("localAPIEndpoint.advertiseAddress", "this host has no default route to take it from", "write it")]
      : []),
    ...(init.nodeRegistration.name === ""
      ? [missing("nodeRegistration.name", "this host has no name to take it from", "write it")]
      : []),
  ];
}

function toolSpecOf({ steadyplane }: EffectiveConfig): ToolSpec {
  return {
    strategy: steadyplane.strategy,
    soakMs: parseGoDuration(steadyplane.soak) ?? 0,
    healthTimeoutMs: parseGoDuration(steadyplane.healthTimeout) ?? 0,
    source: steadyplane.source,
  };
}
