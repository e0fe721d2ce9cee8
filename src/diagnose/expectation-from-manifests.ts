import { below, parentOf } from "../domain/absolute-path.ts";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import { COMPONENTS } from "../domain/component.ts";
import type { Component } from "../domain/component.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { componentProbes } from "./component-probes.ts";
import { electedLease } from "./elected-lease.ts";
import type { ApiAccess, ComponentExpectation, Expectation, HealthGates } from "./expectation.ts";
import { flagValue } from "./flags.ts";
import { readManifest } from "./read-manifest.ts";
import type { ManifestFacts } from "./read-manifest.ts";
import { readKubeletHealthz } from "./read-kubelet-healthz.ts";

/** What cannot be read from the manifests themselves. */
export interface ManifestSource {
  readonly nodeName: string;
  /** As the kernel has it: leases are held in this name. */
  readonly hostname: string;
  readonly staticPodPath: AbsolutePath;
  readonly kubeletConfigPath: AbsolutePath;
  /** An administrator's credential. Its server gives way to this node's own, which may stand behind another name. */
  readonly access: ApiAccess | undefined;
  /** The node's own address, for an API server whose flags name none. */
  readonly address: string;
  /** Undefined: the three of the control plane, and etcd where the API server uses one on this host. */
  readonly components?: readonly Component[];
  /** When this run wrote a component's manifest, taken before the write. */
  readonly manifestWrittenAt?: Readonly<Partial<Record<Component, number>>>;
  /** When this run last wrote a file that the component mounts. */
  readonly inputsWrittenAt?: Readonly<Partial<Record<Component, number>>>;
  readonly gates?: HealthGates;
}

const NO_MANIFEST: ManifestFacts = { name: "", image: "", imagePullPolicy: "IfNotPresent", command: [] };
const EVERYTHING: HealthGates = { leases: true, node: true, mirrorPods: true };

/** What the manifests in staticPodPath say this node should be. A manifest that is missing is expected all the same. */
export async function expectationFromManifests(files: FileSystem, source: ManifestSource): Promise<Expectation> {
  const all = await Promise.all(COMPONENTS.map((component) => readExpected(files, source, component)));
  const wanted = source.components ?? componentsOf(all);
  const components = all.filter(({ component }) => wanted.includes(component));
  const server = all.find(({ component }) => component === "kube-apiserver")?.probes[0];
  return {
    nodeName: source.nodeName,
    hostname: source.hostname,
    staticPodPath: source.staticPodPath,
    kubeletConfigPath: source.kubeletConfigPath,
    components,
    api: server && source.access && { ...source.access, server: new URL(server.url).origin },
    kubeletHealthz: await readKubeletHealthz(files, source.kubeletConfigPath),
    dataPaths: dataPaths(source, components),
    gates: source.gates ?? EVERYTHING,
  };
}

async function readExpected(
  files: FileSystem,
  source: ManifestSource,
  component: Component,
): Promise<ComponentExpectation> {
  const manifestPath = below(source.staticPodPath, `${component}.yaml`);
  const read = await readManifest(files, manifestPath);
  const facts = read.kind === "present" ? read.value : NO_MANIFEST;
  return {
    component,
    manifestPath,
    podName: `${facts.name === "" ? component : facts.name}-${source.nodeName.toLowerCase()}`,
    image: facts.image,
    imagePullPolicy: facts.imagePullPolicy,
    command: facts.command,
    probes: componentProbes(component, facts.command, source.address),
    lease: electedLease(component, facts.command)?.name,
    manifestWrittenAt: source.manifestWrittenAt?.[component],
    inputsWrittenAt: source.inputsWrittenAt?.[component],
  };
}

/** etcd belongs to this node where it has a manifest, or where the API server looks for it on this host. */
function componentsOf(all: readonly ComponentExpectation[]): readonly Component[] {
  const commandOf = (name: Component) => all.find(({ component }) => component === name)?.command ?? [];
  const servers = flagValue(commandOf("kube-apiserver"), "etcd-servers") ?? "";
  const hasEtcd = commandOf("etcd").length > 0 || /\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/u.test(servers);
  return COMPONENTS.filter((component) => component !== "etcd" || hasEtcd);
}

function dataPaths(source: ManifestSource, components: readonly ComponentExpectation[]): readonly AbsolutePath[] {
  const dataDirs = components
    .map(({ command }) => flagValue(command, "data-dir"))
    .filter((path) => path?.startsWith("/"));
  return [...(dataDirs as AbsolutePath[]), source.staticPodPath, parentOf(source.kubeletConfigPath)];
}
