import type { StaticPodEntry } from "../../src/config/static-pod/directory-entries.ts";
import type { KubeletPlaces } from "../../src/diagnose/explain/chain-input.ts";
import { nameOf } from "../../src/domain/absolute-path.ts";
import type { RunningPod } from "../../src/observed/static-pods/running-static-pods.ts";
import type { Read } from "../../src/ports/file-system.ts";
import { entryAsJson } from "./describe-lint.ts";
import { table } from "./table.ts";

/** The static Pods of a node: what is in its directory, and what runs. */
export interface StaticPods {
  readonly places: KubeletPlaces;
  readonly entries: readonly StaticPodEntry[];
  readonly running: Read<readonly RunningPod[]>;
}

/** A line for each file, and for each Pod that runs without one. */
export function describeStaticPods(seen: StaticPods): string {
  const { places, entries, running } = seen;
  const rejected = entries.filter(({ kind }) => kind === "rejected");
  return [
    `The kubelet reads ${places.staticPodPath}, as ${places.saidBy} says.`,
    ...places.disagreements,
    ...(running.kind === "unreadable" ? [`The container runtime does not answer: ${running.reason}`] : []),
    "",
    table([
      ["FILE", "POD", "NAMESPACE", "STATE"],
      ...entries.map((entry) => [nameOf(entry.path), ...cells(entry, running)]),
      ...leftovers(seen).map((pod) => ["-", pod.podName, pod.namespace, `${stateOf(pod)}, without a file`]),
    ]),
    ...(rejected.length === 0 ? [] : ["", "Why it is rejected: steadyplane static-pods lint"]),
  ].join("\n");
}

function cells(entry: StaticPodEntry, running: StaticPods["running"]): readonly string[] {
  switch (entry.kind) {
    case "ignored":
      return ["-", "-", `passed over: ${entry.because}`];
    case "unreadable":
      return ["-", "-", `cannot be read: ${entry.reason}`];
    case "rejected":
      return [
        entry.identity?.podName ?? "-",
        entry.identity?.namespace ?? "-",
        `rejected, for ${entry.rejected.length === 1 ? "one reason" : `${entry.rejected.length} reasons`}`,
      ];
    case "pod": {
      const { podName, namespace } = entry.identity;
      const state =
        entry.overruledBy === undefined
          ? stateIn(running, podName, namespace)
          : `not run: ${nameOf(entry.overruledBy)} holds the same Pod, and the last file counts`;
      return [podName, namespace, state];
    }
  }
}

function stateIn(running: StaticPods["running"], podName: string, namespace: string): string {
  if (running.kind !== "present") {
    return "not known";
  }
  const pod = running.value.find((candidate) => candidate.podName === podName && candidate.namespace === namespace);
  return pod === undefined ? "does not run" : stateOf(pod);
}

function stateOf({ containers }: RunningPod): string {
  const down = containers.filter(({ state }) => state !== "running");
  return containers.length === 0
    ? "a sandbox without containers"
    : down.length === 0
      ? "running"
      : down.map(({ name, state }) => `${name} ${state}`).join(", ");
}

/** Pods that run though no file holds them: their file was removed a moment ago, or the kubelet does not run. */
function leftovers({ entries, running }: StaticPods): readonly RunningPod[] {
  const wanted = new Set(
    entries.flatMap((entry) =>
      "identity" in entry && entry.identity ? [`${entry.identity.namespace}/${entry.identity.podName}`] : [],
    ),
  );
  const pods = running.kind === "present" ? running.value : [];
  return pods.filter(({ namespace, podName }) => !wanted.has(`${namespace}/${podName}`));
}

/** The same as one object. */
export function staticPodsAsJson(seen: StaticPods): object {
  const { places, entries, running } = seen;
  return {
    kind: "result",
    staticPodPath: places.staticPodPath,
    saidBy: places.saidBy,
    disagreements: places.disagreements,
    files: entries.map(entryAsJson),
    running: running.kind === "present" ? running.value : undefined,
    withoutFile: leftovers(seen).map(({ namespace, podName }) => ({ namespace, podName })),
    runtime: running.kind === "unreadable" ? running.reason : "answers",
  };
}
