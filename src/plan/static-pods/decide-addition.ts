import { componentOf, keyOf, type StaticPodEntry } from "../../config/static-pod/directory-entries.ts";
import type { PodIdentity } from "../../config/static-pod/lint-static-pod.ts";
import { type AbsolutePath, nameOf } from "../../domain/absolute-path.ts";
import { staticPodInTheWay, staticPodOfControlPlane } from "../../errors/static-pods.ts";
import type { ToolError } from "../../errors/tool-error.ts";

/** A Pod that shall be added, and where. */
export interface WantedPod {
  readonly path: AbsolutePath;
  readonly text: string;
  readonly identity: PodIdentity;
}

/** What adding a Pod comes to. `unchanged`: the very file is there already. */
export type Addition =
  { readonly kind: "write" } | { readonly kind: "unchanged" } | { readonly kind: "refused"; readonly error: ToolError };

/** Whether a Pod may be added to the files that are there: nothing is overwritten, and no Pod is there twice. Pure. */
export function decideAddition(wanted: WantedPod, entries: readonly StaticPodEntry[]): Addition {
  const { path, identity } = wanted;
  const component = componentOf(path, identity);
  if (component !== undefined) {
    return { kind: "refused", error: staticPodOfControlPlane(component, path) };
  }
  if (nameOf(path).startsWith(".")) {
    return refused(`${path} would not be read: its name begins with a dot.`, "The kubelet passes over such files.", [
      "Give the file another name.",
    ]);
  }
  const there = entries.find((entry) => entry.path === path);
  const other = entries.find(
    (entry) => entry.kind === "pod" && entry.path !== path && keyOf(entry.identity) === keyOf(identity),
  );
  if (other !== undefined) {
    return refused(
      `${other.path} holds the Pod ${identity.podName} of ${identity.namespace} already.`,
      "The kubelet would run the last of the two files, and stop the Pod when either is removed.",
      [`steadyplane static-pods remove ${nameOf(other.path)}`, "Or give the new Pod another name."],
    );
  }
  if (there === undefined) {
    return { kind: "write" };
  }
  return there.kind === "pod" && there.text === wanted.text
    ? { kind: "unchanged" }
    : refused(`${path} is there already, and is not the same.`, "What it is for is not known here.", [
        `diff FILE ${path}`,
        `steadyplane static-pods remove ${nameOf(path)}, then add the new one`,
      ]);
}

function refused(what: string, why: string, fix: readonly string[]): Addition {
  return { kind: "refused", error: staticPodInTheWay(what, why, fix) };
}
