import { COMPONENTS } from "../../src/domain/component.ts";
import type { KubeletPlaces } from "../../src/diagnose/explain/chain-input.ts";
import { explainComponent } from "../../src/diagnose/explain/explain-component.ts";
import { explainStaticPod } from "../../src/diagnose/explain/explain-static-pod.ts";
import { findStaticPod, staticPodFiles } from "../../src/diagnose/explain/find-static-pod.ts";
import type { PodExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import { noSuchPod } from "../../src/errors/explain.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { kubeletPlaces } from "../kubelet-places.ts";
import { lookAtHost } from "../look-at-host.ts";
import { coloured } from "../output/coloured.ts";
import { describeExplanation } from "../output/describe-explanation.ts";
import { explanationAsJson } from "../output/explanation-as-json.ts";

// Two looks at a host on which a socket hangs must not take longer than 10 s together.
const RUNTIME_ANSWERS_IN_MS = 2_000;

/** Prints why a static Pod is as it is, from manifest to readiness. Resolves to the exit status: 0 ready, 1 not. */
export async function explain(
  context: CommandContext,
  name: string,
  { output }: { readonly output: OutputFormat },
): Promise<number> {
  const explained = await explanationOf(context, compose(context), name);
  context.print(output === "json" ? JSON.stringify(explanationAsJson(explained)) : asText(context, explained));
  return explained.verdict.kind === "ready" ? 0 : 1;
}

/** Why the component or static Pod with this name is as it is. Rejects with NoSuchPod. */
export async function explanationOf(context: CommandContext, ports: HostPorts, name: string): Promise<PodExplanation> {
  const places = await kubeletPlaces(ports);
  const node = await lookAtHost(ports, context, places.configPath);
  const diagnosing = { ...ports, runtime: ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS) };
  const component = COMPONENTS.find((candidate) => [candidate, `${candidate}-${node.nodeName}`].includes(name));
  if (component !== undefined) {
    return explainComponent(diagnosing, await node.expectation(COMPONENTS), places, component);
  }
  const file = await podFile(ports, places, name, node.nodeName);
  return explainStaticPod(diagnosing, await node.expectation(), places, file, name);
}

function asText({ isColoured }: CommandContext, explained: PodExplanation): string {
  const text = describeExplanation(explained);
  const badRows = explained.chain.filter(({ state }) => state === "failing").map((link) => link.name);
  return isColoured ? coloured(text, { isGood: explained.verdict.kind === "ready", badRows }) : text;
}

async function podFile(ports: HostPorts, { staticPodPath }: KubeletPlaces, name: string, nodeName: string) {
  const found = await staticPodFiles(ports.files, staticPodPath);
  const file = findStaticPod(found, name, nodeName);
  if (file === undefined) {
    const others = found.flatMap(({ pod }) => (pod === undefined ? [] : [pod.metadata.name]));
    throw noSuchPod(name, [...new Set([...COMPONENTS, ...others])], staticPodPath);
  }
  return file;
}
