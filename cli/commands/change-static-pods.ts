import { resolve } from "node:path";
import { type AddRequest, addStaticPod, type Added } from "../../src/apply/static-pods/add-static-pod.ts";
import { type Removed, removeStaticPod } from "../../src/apply/static-pods/remove-static-pod.ts";
import { transactionIdFrom } from "../../src/apply/write-file.ts";
import { parseGoDuration } from "../../src/config/go-duration.ts";
import type { KubeletPlaces } from "../../src/diagnose/explain/chain-input.ts";
import { explainStaticPod } from "../../src/diagnose/explain/explain-static-pod.ts";
import { parsePodDocument } from "../../src/diagnose/explain/pod-document.ts";
import type { PodExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { staticPodFileUnreadable } from "../../src/errors/static-pods.ts";
import { badArgument, notRoot } from "../../src/errors/usage.ts";
import type { WantedPod } from "../../src/plan/static-pods/decide-addition.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { kubeletPlaces } from "../kubelet-places.ts";
import { locked } from "../locked.ts";
import { lookAtHost, type NodeToLookAt } from "../look-at-host.ts";
import { describeExplanation } from "../output/describe-explanation.ts";

const RUNTIME_ANSWERS_IN_MS = 2_000;

export interface AddOptions {
  readonly output: OutputFormat;
  readonly timeout: string;
  readonly keep?: boolean;
}

/** Adds a static Pod and waits until it is ready; one that does not get ready is taken away again. */
export async function add(context: CommandContext, file: string, options: AddOptions): Promise<void> {
  const timeoutMs = timeoutOf(options.timeout);
  const ports = compose(context);
  const text = await ports.files.readText(absolute(resolve(file)));
  if (text.kind !== "present") {
    throw staticPodFileUnreadable(file, text.kind === "absent" ? "it is not there" : text.reason);
  }
  if (!context.isRoot) {
    throw notRoot("static-pods add");
  }
  const { places, node } = await nodeOf(context, ports);
  const request: AddRequest = {
    file,
    text: text.value,
    nodeName: node.nodeName,
    directory: places.staticPodPath,
    timeoutMs,
    keeps: options.keep === true,
    transactionId: transactionIdFrom(ports.entropy.hex(6)),
  };
  const { signal } = context;
  const explain = explainer(ports, node, places);
  const added = await reported(context, "ready", options.output, (reporter) =>
    locked(context, ports, () => addStaticPod(request, { ...ports, reporter, signal, explain })),
  );
  context.print(options.output === "json" ? JSON.stringify(addedAsJson(added)) : describeAdded(added));
}

export interface RemoveOptions {
  readonly output: OutputFormat;
  readonly timeout: string;
}

/** Removes a static Pod's file and waits until nothing of the Pod runs any more. */
export async function remove(context: CommandContext, name: string, options: RemoveOptions): Promise<void> {
  const timeoutMs = timeoutOf(options.timeout);
  if (!context.isRoot) {
    throw notRoot("static-pods remove");
  }
  const ports = compose(context);
  const { places, node } = await nodeOf(context, ports);
  const request = { name, nodeName: node.nodeName, directory: places.staticPodPath, timeoutMs };
  const runtime = ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS);
  const { signal } = context;
  const removed = await reported(context, "gone", options.output, (reporter) =>
    locked(context, ports, () => removeStaticPod(request, { ...ports, reporter, runtime, signal })),
  );
  context.print(
    options.output === "json" ? JSON.stringify({ kind: "result", status: "removed", ...removed }) : describe(removed),
  );
}

function timeoutOf(text: string): number {
  const ms = parseGoDuration(text);
  if (ms === undefined || ms <= 0) {
    throw badArgument("--timeout", `takes a duration, not ${JSON.stringify(text)}`, "--timeout 2m");
  }
  return ms;
}

async function nodeOf(
  context: CommandContext,
  ports: HostPorts,
): Promise<{ readonly places: KubeletPlaces; readonly node: NodeToLookAt }> {
  const places = await kubeletPlaces(ports);
  return { places, node: await lookAtHost(ports, context, places.configPath) };
}

function explainer(ports: HostPorts, node: NodeToLookAt, places: KubeletPlaces) {
  const diagnosing = { ...ports, runtime: ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS) };
  return async ({ path, text, identity }: WantedPod, writtenAt: number | undefined): Promise<PodExplanation> => {
    const parsed = parsePodDocument(text);
    const file = {
      path,
      pod: parsed.kind === "pod" ? parsed.pod : undefined,
      reason: parsed.kind === "pod" ? "" : parsed.reason,
      ...(writtenAt === undefined ? {} : { writtenAt }),
    };
    return explainStaticPod(diagnosing, await node.expectation(), places, file, identity.podName);
  };
}

async function reported<T>(
  context: CommandContext,
  stage: string,
  output: OutputFormat,
  work: (reporter: Awaited<ReturnType<CommandContext["progress"]>>) => Promise<T>,
): Promise<T> {
  const title = stage === "ready" ? "Wait for the Pod" : "Wait for the end of the Pod";
  const progress = await context.progress([{ stage, title }], output);
  try {
    return await work(progress);
  } finally {
    await progress.close();
  }
}

function describeAdded({ path, isNew, podName, outcome, explanation }: Added): string {
  const file = isNew ? `${path} was added.` : `${path} was there already, the very same.`;
  return outcome === "ready"
    ? `${file} ${podName} is ready.`
    : `${file} ${podName} runs; whether it is ready only the API would tell.\n\n${describeExplanation(explanation)}`;
}

function addedAsJson({ path, isNew, podName, outcome }: Added): object {
  return { kind: "result", status: outcome, path, isNew, podName };
}

function describe({ path, podName, remaining }: Removed): string {
  if (remaining !== undefined) {
    return `${path} was removed. The kubelet runs the same Pod from ${remaining}, at the latest in 20 s.`;
  }
  return podName === undefined ? `${path} was removed.` : `${path} was removed, and ${podName} is gone.`;
}
