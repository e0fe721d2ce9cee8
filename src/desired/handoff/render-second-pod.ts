import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import { annotationsOf } from "../manifests/annotations-of.ts";
import { manifestText } from "../manifests/manifest-text.ts";
import type { RenderTemplate } from "../templates.ts";
import { type SecondPodContext, secondPod } from "./second-pod.ts";

/**
 * The manifest of the second instance of `resource`, which is the new, wanted one. Throws a RangeError where
 * `fingerprints`, of the new inputs, lacks one.
 */
export function renderSecondPod(
  resource: StaticPodResource,
  context: SecondPodContext,
  fingerprints: ReadonlyMap<AbsolutePath, string>,
  render: RenderTemplate,
): string {
  const view = secondPod(resource, context);
  const annotations = annotationsOf({ inputs: resource.inputs, view }, fingerprints);
  return manifestText({ ...view, annotations }, render);
}
