import { type AbsolutePath, nameOf } from "../../domain/absolute-path.ts";
import { COMPONENTS, type Component } from "../../domain/component.ts";
import type { ConfigProblem } from "../../domain/config-problem.ts";
import { lintStaticPod, type PodIdentity } from "./lint-static-pod.ts";

/** What there is at a path in staticPodPath. */
export type SeenFile =
  | { readonly kind: "file"; readonly path: AbsolutePath; readonly text: string }
  /** What the kubelet passes over, and why. */
  | { readonly kind: "ignored"; readonly path: AbsolutePath; readonly because: string }
  | { readonly kind: "unreadable"; readonly path: AbsolutePath; readonly reason: string };

/** What the kubelet makes of it. */
export type StaticPodEntry =
  | Exclude<SeenFile, { readonly kind: "file" }>
  | {
      readonly kind: "rejected";
      readonly path: AbsolutePath;
      readonly rejected: readonly ConfigProblem[];
      readonly remarks: readonly ConfigProblem[];
      readonly identity: PodIdentity | undefined;
    }
  | RunEntry;

/** A file whose Pod the kubelet runs. */
export interface RunEntry {
  readonly kind: "pod";
  readonly path: AbsolutePath;
  readonly text: string;
  readonly identity: PodIdentity;
  readonly remarks: readonly ConfigProblem[];
  /** A later file with the same Pod: that one is run, and this one is not. */
  readonly overruledBy: AbsolutePath | undefined;
}

/** What the kubelet of `nodeName`, or of any, makes of the files of a directory, in the order in which it reads them. */
export function directoryEntries(seen: readonly SeenFile[], nodeName?: string): readonly StaticPodEntry[] {
  const entries = seen.map((file) => entryOf(file, nodeName));
  const last = new Map(entries.flatMap((entry) => (entry.kind === "pod" ? [[keyOf(entry.identity), entry.path]] : [])));
  return entries.map((entry) => {
    const winner = entry.kind === "pod" ? last.get(keyOf(entry.identity)) : undefined;
    return entry.kind === "pod" && winner !== entry.path ? { ...entry, overruledBy: winner } : entry;
  });
}

function entryOf(file: SeenFile, nodeName: string | undefined): StaticPodEntry {
  if (file.kind !== "file") {
    return file;
  }
  const { path, text } = file;
  const { rejected, remarks, identity } = lintStaticPod(path, text, nodeName);
  return rejected.length > 0 || identity === undefined
    ? { kind: "rejected", path, rejected, remarks, identity }
    : { kind: "pod", path, text, identity, remarks, overruledBy: undefined };
}

/** Why the kubelet reads no file of this name; undefined where it does. */
export function ignoredName(path: AbsolutePath): string | undefined {
  return nameOf(path).startsWith(".") ? "its name begins with a dot" : undefined;
}

/** What no two static Pods of a node can share. */
export function keyOf({ namespace, podName }: PodIdentity): string {
  return `${namespace}/${podName}`;
}

/** The component of the control plane that a Pod is, or that belongs in a file of this name. */
export function componentOf(path: AbsolutePath, identity: PodIdentity | undefined): Component | undefined {
  return COMPONENTS.find(
    (component) =>
      nameOf(path) === `${component}.yaml` || (identity?.namespace === "kube-system" && identity.name === component),
  );
}

/** The entry that `name` is about: a Pod's name, with the Node's at its end or not, or the name of a file. */
export function findEntry(
  entries: readonly StaticPodEntry[],
  name: string,
): Exclude<StaticPodEntry, { readonly kind: "ignored" }> | undefined {
  const read = entries.filter((entry) => entry.kind !== "ignored");
  const byFile = read.find(({ path }) => path === name || nameOf(path) === name);
  const byPod = read.findLast(
    (entry) => "identity" in entry && [entry.identity?.name, entry.identity?.podName].includes(name),
  );
  return byFile ?? byPod;
}
