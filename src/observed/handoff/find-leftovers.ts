import { secondManifestPath, secondPodName } from "../../domain/handoff/second-names.ts";
import type { Component } from "../../domain/component.ts";
import type { Expectation } from "../../diagnose/expectation.ts";
import type { HandoffLookPorts } from "./handoff-look-ports.ts";

/**
 * What an earlier handoff of the component left: its second manifest, its second Pod, tables and holds of ours, each as
 * the subject of a sentence. Rejects where one of them cannot be told.
 */
export async function findLeftovers(
  component: Component,
  { nodeName, staticPodPath }: Pick<Expectation, "nodeName" | "staticPodPath">,
  { files, packets, runtime }: Pick<HandoffLookPorts, "files" | "packets" | "runtime">,
): Promise<readonly string[]> {
  const path = secondManifestPath(staticPodPath, component);
  const podName = `${secondPodName(component)}-${nodeName.toLowerCase()}`;
  const [manifest, sandboxes, rules] = await Promise.all([
    files.status(path),
    runtime.sandboxes(),
    packetRules(component, packets),
  ]);
  if (manifest.kind === "unreadable") {
    throw new Error(`${path} cannot be read (${manifest.reason})`);
  }
  const isThere = sandboxes.some(({ isReady, name, namespace }) => {
    return isReady && namespace === "kube-system" && name === podName;
  });
  return [
    ...(manifest.kind === "present" ? [`The manifest ${path}`] : []),
    ...(isThere ? [`The Pod ${podName}`] : []),
    ...rules,
  ];
}

// Where there is no packet filter there is nothing of ours in it.
async function packetRules(component: Component, packets: HandoffLookPorts["packets"]): Promise<readonly string[]> {
  if ((await packets.lacks()) !== undefined) {
    return [];
  }
  const [tables, holds] = await Promise.all([packets.tables(), packets.holds()]);
  return [
    ...(tables.some(({ name }) => name === component) ? [`The redirect of ${component}'s traffic`] : []),
    ...(holds.includes(component) ? [`The hold for ${component}`] : []),
  ];
}
