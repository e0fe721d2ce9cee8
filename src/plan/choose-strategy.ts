import type { Component } from "../domain/component.ts";
import type { Finding } from "../domain/finding.ts";
import type { Disruption, PlannedChange } from "../domain/planned-change.ts";
import type { ToolSpec } from "../domain/tool-spec.ts";
import type { HandoffVerdict } from "./handoff/check-handoff.ts";

export interface StrategyContext {
  readonly strategy: ToolSpec["strategy"];
  /** Whether the strategy was asked for on the command line, so that a doubt does not stand in its way. */
  readonly isAsked: boolean;
  /** Whether each component that changes can be handed over; without one it is taken to serve, and to be possible. */
  readonly verdicts: ReadonlyMap<Component, HandoffVerdict>;
}

export interface Chosen {
  readonly strategy: PlannedChange["strategy"];
  readonly disruption: Disruption;
  readonly expectedMs: number;
  readonly findings: readonly Finding[];
}

const SECOND_MS = 1_000;

/** How long each way takes as a rule. */
const TIMES: Readonly<Record<Component, { readonly handoff: number; readonly restart: number }>> = {
  etcd: { handoff: 15 * SECOND_MS, restart: 100 * SECOND_MS },
  "kube-apiserver": { handoff: 20 * SECOND_MS, restart: 45 * SECOND_MS },
  "kube-controller-manager": { handoff: 10 * SECOND_MS, restart: 6 * SECOND_MS },
  "kube-scheduler": { handoff: 10 * SECOND_MS, restart: 6 * SECOND_MS },
};

/**
 * How a component is replaced. Where a handoff cannot be, the leader-elected ones are restarted and a warning says so;
 * for etcd and the API server that is never chosen unasked, and the findings reject the plan.
 */
export function chooseStrategy(component: Component, { strategy, isAsked, verdicts }: StrategyContext): Chosen {
  const { handoff, restart } = TIMES[component];
  const restarted = { strategy: "restart", disruption: "restart", expectedMs: restart } as const;
  const handedOver = { strategy: "handoff", disruption: "handoff", expectedMs: handoff } as const;
  const verdict = verdicts.get(component);
  if (verdict?.kind === "start") {
    return { strategy: "start", disruption: "none", expectedMs: restart, findings: [] };
  }
  if (strategy === "restart") {
    return { ...restarted, findings: [] };
  }
  if (verdict === undefined || verdict.kind === "possible") {
    return { ...handedOver, findings: [] };
  }
  if (verdict.kind === "doubtful" && isAsked) {
    return { ...handedOver, findings: verdict.findings };
  }
  return component === "etcd" || component === "kube-apiserver"
    ? { ...handedOver, findings: verdict.findings.map((finding) => rejection(finding, component, verdict.kind)) }
    : { ...restarted, findings: verdict.findings.map((finding) => restartNote(finding, component)) };
}

const ASK = "To try it all the same: --strategy handoff";
const RESTART = "--strategy restart";

function rejection(finding: Finding, component: Component, kind: HandoffVerdict["kind"]): Finding {
  const away = component === "etcd" ? "etcd and the API with it" : "the API";
  const gap = `${away} away for about ${TIMES[component].restart / SECOND_MS} s`;
  const isOffered = finding.fix.some((step) => step.includes(RESTART));
  return {
    ...finding,
    level: "reject",
    why: `${component} cannot be handed over${kind === "doubtful" ? " for certain" : ""}, and a restart, with ${gap}, is never chosen unasked. Nothing was changed.`,
    fix: [
      ...finding.fix,
      ...(kind === "doubtful" ? [ASK] : []),
      ...(isOffered ? [] : [`Or accept the gap: ${RESTART}`]),
    ],
  };
}

function restartNote(finding: Finding, component: Component): Finding {
  return {
    ...finding,
    level: "warn",
    why: `${component} is restarted instead: for some seconds nobody leads. Clients of the API do not notice.`,
    fix: finding.fix.filter((step) => !step.includes(RESTART)),
  };
}
