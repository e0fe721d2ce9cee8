import { desiredStaticPods } from "../../desired/manifests/desired-static-pods.ts";
import type { Component } from "../../domain/component.ts";
import type { Specs } from "../../domain/specs.ts";
import { parseMap } from "../differences/field-differences.ts";
import type { Program } from "./field-row.ts";

/** The command lines of a node's programs. One that is not known is left out. */
export type CommandLines = ReadonlyMap<Program, readonly string[]>;

/** As a configuration has them. Of the kubelet only what the user wrote. */
export function configuredCommandLines({ cluster, node }: Specs, isExternalCa: boolean): CommandLines {
  const pods = desiredStaticPods(cluster, node, isExternalCa);
  const kubelet = node.kubeletExtraArgs.map(({ name, value }) => `--${name}=${value}`);
  return new Map<Program, readonly string[]>([
    ...pods.map(({ component, view }) => [component, view.command] as const),
    ["kubelet", ["kubelet", ...kubelet]],
  ]);
}

/** As manifests have them. One that holds no command is left out. */
export function commandLinesIn(manifests: ReadonlyMap<Component, string>): CommandLines {
  const lines = [...manifests].map(([component, text]) => [component, commandOf(text)] as const);
  return new Map(lines.filter(([, command]) => command.length > 0));
}

interface Container {
  readonly command?: unknown;
  readonly args?: unknown;
}

function commandOf(manifest: string): readonly string[] {
  const spec = parseMap(manifest)?.["spec"] as { readonly containers?: readonly Container[] } | null | undefined;
  const container = Array.isArray(spec?.containers) ? (spec.containers[0] as Container | undefined) : undefined;
  return [container?.command, container?.args].flatMap((part) => (Array.isArray(part) ? part.map(String) : []));
}
