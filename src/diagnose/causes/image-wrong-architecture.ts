import { imageWrongArchitecture } from "../../errors/diagnose.ts";
import { faultOf, inComponents, isWell } from "../cause.ts";

/** The kernel cannot execute the image's binary. Depending on the runtime its log, its message or the kubelet says so. */
export const findImageWrongArchitecture = inComponents((component) => {
  const { pod, exitLog, syncErrors, expected } = component;
  if (isWell(component)) {
    return undefined;
  }
  const texts = [pod.exited?.message ?? "", ...(pod.exited === undefined ? [] : exitLog.slice(-5)), ...syncErrors];
  return texts.some((text) => text.includes("exec format error"))
    ? imageWrongArchitecture(faultOf(component), expected.image)
    : undefined;
});
