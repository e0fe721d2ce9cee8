import type { Finding } from "../../domain/finding.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { notTold, rejected } from "./findings.ts";
import type { PreflightFacts, PreflightRequest } from "./preflight-facts.ts";

const CHECK = "ImagePresent";

export interface ImageFacts extends Pick<PreflightFacts, "images" | "runtime"> {
  readonly request: Pick<PreflightRequest, "localImageRepository">;
}

/** Every image is there, or may be pulled. */
export function checkImages(
  _cluster: unknown,
  { imagePullPolicy }: Pick<NodeSpec, "imagePullPolicy">,
  { images, request, runtime }: ImageFacts,
): readonly Finding[] {
  return images.flatMap(({ reference, image }): readonly Finding[] => {
    // Of a runtime that does not answer another check tells.
    if (image.kind === "present" || runtime.kind !== "present") {
      return [];
    }
    if (image.kind === "unreadable") {
      return [notTold(CHECK, `whether the image ${reference} is present`, image, ["steadyplane images list"])];
    }
    if (isBelow(reference, request.localImageRepository)) {
      return [missing(reference, "It is made on the host itself, and no registry has it.", ["steadyplane up"])];
    }
    return imagePullPolicy === "Never"
      ? [missing(reference, "imagePullPolicy is Never.", [`ctr -n k8s.io images pull ${reference}`])]
      : [];
  });
}

function missing(reference: string, reason: string, fix: readonly string[]): Finding {
  return rejected(CHECK, {
    what: `The image ${reference} is not on this host.`,
    why: `${reason} Its container could not start.`,
    fix: [...fix, "Or set imageRepository to one that has the images."],
  });
}

function isBelow(reference: string, repository: string | undefined): boolean {
  return repository !== undefined && reference.startsWith(`${repository}/`);
}
