import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import { fingerprintAnnotation } from "./fingerprint-annotation.ts";

type Annotation = StaticPodResource["view"]["annotations"][number];

/**
 * The annotations of a Pod, sorted: its own, and the fingerprint of every input. Throws a RangeError where
 * `fingerprints` lacks one: a manifest without it would restart the Pod when the next one is written.
 */
export function annotationsOf(
  { inputs, view }: Pick<StaticPodResource, "inputs" | "view">,
  fingerprints: ReadonlyMap<AbsolutePath, string>,
): readonly Annotation[] {
  const ofInputs = inputs.map((path) => ({ name: fingerprintAnnotation(path), value: known(path, fingerprints) }));
  return [...view.annotations, ...ofInputs].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function known(path: AbsolutePath, fingerprints: ReadonlyMap<AbsolutePath, string>): string {
  const value = fingerprints.get(path);
  if (value === undefined) {
    throw new RangeError(`no fingerprint of ${path} is known`);
  }
  return value;
}
