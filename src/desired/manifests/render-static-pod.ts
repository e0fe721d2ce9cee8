import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { RenderTemplate } from "../templates.ts";
import { annotationsOf } from "./annotations-of.ts";
import { CANONICAL_INSTANCE } from "./canonical-instance.ts";
import { manifestText } from "./manifest-text.ts";

/**
 * The manifest of `resource`, with the fingerprint of every input as an annotation. Throws a RangeError where
 * `fingerprints` lacks one.
 */
export function renderStaticPod(
  resource: StaticPodResource,
  fingerprints: ReadonlyMap<AbsolutePath, string>,
  render: RenderTemplate,
): string {
  const { view } = resource;
  const annotations = annotationsOf(resource, fingerprints);
  return manifestText({ ...view, ...CANONICAL_INSTANCE, podName: view.component, annotations }, render);
}
