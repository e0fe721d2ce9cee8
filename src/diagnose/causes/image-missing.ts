import { imageMissing } from "../../errors/diagnose.ts";
import { faultOf, inComponents } from "../cause.ts";
import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

const FINAL =
  /ErrImageNeverPull|InvalidImageName|not found|does not exist|access denied|denied|unauthorized|authorization failed|no match for platform/iu;
const PULL = /ErrImage|ImagePull|InvalidImageName/u;

/** An image that is not on the host and that the kubelet may not, or cannot, pull. */
export const findImageMissing = inComponents((component) => {
  const { image, imagePullPolicy } = component.expected;
  if (component.image !== "absent" || component.pod.sandbox === undefined) {
    return undefined;
  }
  if (imagePullPolicy === "Never") {
    return imageMissing(faultOf(component), image, "imagePullPolicy is Never");
  }
  const reason = pullFailure(component);
  return reason === undefined ? undefined : imageMissing(faultOf(component), image, reason);
});

/**
 * A registry that says no will say no again. One that could not be reached ends the wait with the kubelet's first
 * back-off: images are found or pulled before manifests are written, so it was not the first attempt.
 */
function pullFailure({ syncErrors }: ComponentSymptoms): string | undefined {
  const failures = syncErrors.filter((error) => PULL.test(error));
  const isFinal =
    failures.some((error) => FINAL.test(error)) || failures.some((error) => error.includes("ImagePullBackOff"));
  const last = failures.findLast((error) => !error.includes("ImagePullBackOff")) ?? failures.at(-1);
  return isFinal && last !== undefined ? shorten(last) : undefined;
}

/** The registry's own words, which stand last. */
function shorten(error: string): string {
  return error
    .replaceAll('\\"', '"')
    .replace(/^failed to "StartContainer" for "[^"]*" with \w+: "/u, "")
    .replace(/rpc error: code = \w+ desc = /u, "")
    .replace(/failed to (?:pull and unpack image|resolve reference|pull image) "[^"]*": /gu, "")
    .replace(/"$/u, "");
}
