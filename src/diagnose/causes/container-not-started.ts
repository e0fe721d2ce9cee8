import { containerNotStarted } from "../../errors/diagnose.ts";
import { faultOf, inComponents, isWell } from "../cause.ts";
import { tidy } from "../evidence.ts";

const START = /CreateContainerError|RunContainerError|CreateContainerConfigError|CreatePodSandboxError/u;
const MAY_HEAL = /Unavailable|connection refused|deadline exceeded|is not yet (?:ready|started)/iu;

/** The runtime refuses to make or start the container, twice with an error that the kubelet reports. */
export const findContainerNotStarted = inComponents((component) => {
  const { pod, syncErrors } = component;
  if (pod.running !== undefined || isWell(component)) {
    return undefined;
  }
  if (pod.exited?.reason === "StartError") {
    return containerNotStarted(faultOf(component), tidy(pod.exited.message));
  }
  const errors = syncErrors.filter((error) => START.test(error) && !MAY_HEAL.test(error));
  const last = errors.at(-1);
  return last === undefined || errors.length < 2 ? undefined : containerNotStarted(faultOf(component), tidy(last));
});
