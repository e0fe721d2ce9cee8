import type { Component } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { RefusedChange } from "../../domain/refused-change.ts";
import type { Specs } from "../../domain/specs.ts";
import { notTold, warned } from "../preflight/findings.ts";
import { checkFields } from "./check-fields.ts";
import { checkFlags } from "./check-flags.ts";
import { commandLinesIn, configuredCommandLines } from "./command-lines.ts";
import { specsOfText } from "./specs-of-text.ts";

export interface ConfigurationChange {
  /** The configuration that was last committed; undefined where there is none. */
  readonly lastText: string | undefined;
  readonly text: string;
  readonly specs: Specs;
  /** Manifests on the host that differ from those that are wanted: what runs, whoever wrote it. */
  readonly changedManifests: ReadonlyMap<Component, string>;
  readonly isExternalCa: boolean;
}

export interface ConfigurationVerdict {
  /** In the order of the field table, then of the flags. No check that can be ignored. */
  readonly refused: readonly RefusedChange[];
  readonly findings: readonly Finding[];
}

/** What the configuration, or what runs, would change and `apply` refuses. Reads the last configuration only where it is another one. */
export function checkConfigurationChange(change: ConfigurationChange): ConfigurationVerdict {
  const { lastText, text, specs, changedManifests } = change;
  const isSame = lastText === undefined || lastText === text;
  if (isSame && changedManifests.size === 0) {
    return { refused: [], findings: [] };
  }
  const before = isSame ? undefined : specsOfText(lastText, specs.node.facts);
  const isLost = !isSame && before === undefined;
  const findings = before === undefined ? [] : keptTaints(before.node, specs.node);
  return { refused: refusedChanges(change, before), findings: isLost ? [notUnderstood()] : findings };
}

function refusedChanges(
  { specs, changedManifests, isExternalCa }: ConfigurationChange,
  before: Specs | undefined,
): readonly RefusedChange[] {
  const fields = before === undefined ? [] : checkFields(before, specs);
  const running = new Map([
    ...(before === undefined ? [] : configuredCommandLines(before, isExternalCa)),
    ...commandLinesIn(changedManifests),
  ]);
  const refused = new Set(fields.map(({ check }) => check.slice("Field-".length)));
  return [...fields, ...checkFlags(running, configuredCommandLines(specs, isExternalCa), refused)];
}

function notUnderstood(): Finding {
  const seen = { kind: "unreadable", reason: "it is not valid for this version of steadyplane" } as const;
  return notTold("Field", "what the configuration that was last applied said", seen, ["steadyplane history"]);
}

/** Who else wants a taint to stay cannot be told, so that none is taken from a Node. */
function keptTaints(before: NodeSpec, after: NodeSpec): readonly Finding[] {
  const dropped = before.taints.filter(
    ({ key, effect }) => !after.taints.some((taint) => taint.key === key && taint.effect === effect),
  );
  return dropped.map(({ key, effect }) =>
    warned("Field-nodeRegistration.taints", {
      what: `The taint ${key}:${effect} is no longer in the configuration; the Node keeps it.`,
      why: "Taints are only ever added to a Node, since others may rely on those that it has.",
      fix: [`kubectl taint nodes ${after.name} ${key}:${effect}-`],
    }),
  );
}
