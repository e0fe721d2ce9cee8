import type { Component } from "../../domain/component.ts";
import type { Processes, ProcessView } from "../../ports/processes.ts";
import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { Expectation } from "../expectation.ts";
import type { KubeletPlaces } from "./chain-input.ts";
import { staticPodFiles, twinsOf } from "./find-static-pod.ts";
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
  return podExplanation({ snapshot, places, pod: { ...seenComponent(snapshot, symptoms, table), twins } });
}

async function processTable(processes: Processes): Promise<readonly ProcessView[]> {
  try {
    return await processes.list();
  } catch {
    return [];
  }
}
