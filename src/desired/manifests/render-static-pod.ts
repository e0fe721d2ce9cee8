import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { RenderTemplate } from "../templates.ts";
import { fingerprintAnnotation } from "./fingerprint-annotation.ts";

type Annotation = StaticPodResource["view"]["annotations"][number];

/**
 * The manifest of `resource`, with the fingerprint of every input as an annotation. Throws a RangeError where
 * `fingerprints` lacks one: a manifest without it would restart the Pod when the next one is written.
 */
export function renderStaticPod(
  resource: StaticPodResource,
  fingerprints: ReadonlyMap<AbsolutePath, string>,
  render: RenderTemplate,
): string {
  const { view } = resource;
  const annotations = [...view.annotations, ...resource.inputs.map((path) => annotationOf(path, fingerprints))];
  return render(`${view.component}.yaml`, {
    ...view,
    annotations: annotations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    hasAnnotations: annotations.length > 0,
    hasEnv: view.env.length > 0,
  });
}

function annotationOf(path: AbsolutePath, fingerprints: ReadonlyMap<AbsolutePath, string>): Annotation {
  const value = fingerprints.get(path);
  if (value === undefined) {
    throw new RangeError(`no fingerprint of ${path} is known`);
  }
  return { name: fingerprintAnnotation(path), value };
}
