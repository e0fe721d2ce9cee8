import { lintStaticPod } from "../../config/static-pod/lint-static-pod.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes, ProcessView } from "../../ports/processes.ts";
import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { Expectation } from "../expectation.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { KubeletPlaces } from "./chain-input.ts";
import { staticPodFiles, twinsOf } from "./find-static-pod.ts";
import { askKubeletProbes } from "./kubelet-probes.ts";
import { lookTwice } from "./look-twice.ts";
import type { PodExplanation } from "./pod-explanation.ts";
import { podExplanation } from "./pod-explanation.ts";
import { seenComponent } from "./seen-component.ts";

/** Why a component of this node is as it is. Never rejects because a layer is away. It must be in `expectation`. */
export async function explainComponent(
  ports: DiagnosePorts,
  expectation: Expectation,
  places: KubeletPlaces,
  component: Component,
): Promise<PodExplanation> {
  const snapshot = await lookTwice(ports, expectation);
  const symptoms = snapshot.components.find(({ expected }) => expected.component === component);
  if (symptoms === undefined) {
    throw new TypeError(`${component} is not expected on this node`);
  }
  const table = snapshot.runtime.kind === "away" ? await processTable(ports.processes) : [];
  const found = await staticPodFiles(ports.files, places.staticPodPath);
  const twins = twinsOf(found, { name: component, namespace: "kube-system" });
  const kubeletProbes = await askKubeletProbes(ports, symptoms.expected, nodeAddress(snapshot));
  const refusal = await refusalOf(ports.files, symptoms.expected.manifestPath, expectation.nodeName);
  const pod = { ...seenComponent(snapshot, symptoms, table), twins, refusal, kubeletProbes };
  return podExplanation({ snapshot, places, pod });
}

async function refusalOf(files: FileSystem, path: AbsolutePath, nodeName: string): Promise<string | undefined> {
  const text = await files.readText(path);
  return text.kind === "present" ? lintStaticPod(path, text.value, nodeName).rejected[0]?.message : undefined;
}

/** Where the kubelet asks a Pod on the host's network whose probe names no host. */
function nodeAddress({ components }: Snapshot): string {
  const server = components.find(({ expected }) => expected.component === "kube-apiserver")?.probes[0];
  return server === undefined ? "127.0.0.1" : new URL(server.probe.url).hostname;
}

async function processTable(processes: Processes): Promise<readonly ProcessView[]> {
  try {
    return await processes.list();
  } catch {
    return [];
  }
}
