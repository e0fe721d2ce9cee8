import { componentOf, findEntry, keyOf, type StaticPodEntry } from "../../config/static-pod/directory-entries.ts";
import type { PodIdentity } from "../../config/static-pod/lint-static-pod.ts";
import { type AbsolutePath, nameOf } from "../../domain/absolute-path.ts";
import { noSuchPod } from "../../errors/explain.ts";
import { staticPodOfControlPlane, staticPodTwice } from "../../errors/static-pods.ts";
import type { ToolError } from "../../errors/tool-error.ts";

/** What removing comes to. */
export type Removal =
  | { readonly kind: "refused"; readonly error: ToolError }
  | {
      readonly kind: "remove";
      readonly path: AbsolutePath;
      /** The Pod that ends with it; undefined where the kubelet runs none from it, or runs it from another file. */
      readonly ends: PodIdentity | undefined;
      /** Another file with the same Pod, which the kubelet runs from then on. */
      readonly remaining: AbsolutePath | undefined;
    };

/** Whether what `name` is about may be removed from `directory`. Pure. */
export function decideRemoval(name: string, entries: readonly StaticPodEntry[], directory: string): Removal {
  const found = findEntry(entries, name);
  if (found === undefined) {
    return { kind: "refused", error: noSuchPod(name, namesOf(entries), directory) };
  }
  const identity = "identity" in found ? found.identity : undefined;
  const component = componentOf(found.path, identity);
  if (component !== undefined) {
    return { kind: "refused", error: staticPodOfControlPlane(component, found.path) };
  }
  const same = entries.filter((entry) => entry.kind === "pod" && identity && keyOf(entry.identity) === keyOf(identity));
  if (same.length > 1 && nameOf(found.path) !== name && found.path !== name) {
    return {
      kind: "refused",
      error: staticPodTwice(
        name,
        same.map(({ path }) => path),
      ),
    };
  }
  const remaining = same.findLast(({ path }) => path !== found.path)?.path;
  return { kind: "remove", path: found.path, ends: remaining === undefined ? identity : undefined, remaining };
}

/** What can be named: the Pods that are run, and files that hold none. */
export function namesOf(entries: readonly StaticPodEntry[]): readonly string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === "ignored") {
      return [];
    }
    return entry.kind === "pod" ? [entry.identity.name] : [nameOf(entry.path)];
  });
}
