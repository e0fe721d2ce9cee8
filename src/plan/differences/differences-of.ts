import type { Difference } from "../../domain/difference.ts";
import { type Step, subjectOf } from "../../domain/step.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { SeenNode, SeenResource } from "../seen-node.ts";
import { certificateDifferences, keyPairDifferences, kubeconfigDifferences } from "./credential-differences.ts";
import { differenceAt } from "./difference-at.ts";
import { fileDifferences, statusDifferences } from "./path-differences.ts";
import { type ManifestContext, staticPodDifferences } from "./static-pod-differences.ts";

export interface DifferenceContext extends Omit<ManifestContext, "fingerprints"> {
  readonly seen: SeenNode;
}

/** What a step of a host changes inside its resource. Empty where there is nothing to read, as for a service. */
export function differencesOf({ resource, change }: Step, context: DifferenceContext): readonly Difference[] {
  if (change.kind === "keep") {
    return [];
  }
  const { observations, fingerprints } = context.seen;
  const observation = observations.get(subjectOf(resource));
  switch (resource.kind) {
    case "static-pod": {
      const file = pathOf(observation);
      const inside =
        file.kind === "present"
          ? staticPodDifferences(resource, file.value.text, { ...context, fingerprints })
          : [differenceAt("image", undefined, resource.view.image)];
      return [...inside, ...statusDifferences(resource, file)];
    }
    case "file": {
      const file = pathOf(observation);
      return [...fileDifferences(resource, file), ...statusDifferences(resource, file)];
    }
    case "directory":
      return statusDifferences(resource, pathOf(observation));
    case "certificate":
      return observation?.kind === "certificate" ? certificateDifferences(resource, observation.seen) : [];
    case "key-pair":
      return observation?.kind === "key-pair" ? keyPairDifferences(resource, observation.seen) : [];
    case "kubeconfig":
      return observation?.kind === "kubeconfig" ? kubeconfigDifferences(resource, observation.seen) : [];
    case "account":
    case "service":
    case "object":
      return [];
    default:
      return unreachable(resource);
  }
}

function pathOf(observation: SeenResource | undefined) {
  return observation?.kind === "path" ? observation.seen : ({ kind: "absent" } as const);
}
