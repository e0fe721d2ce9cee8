import { outOfMemory } from "../../errors/diagnose.ts";
import { faultOf, inComponents, isWell } from "../cause.ts";

/** The kernel ended the container for want of memory, more than once. */
export const findOutOfMemory = inComponents((component) => {
  const { exited, restarts } = component.pod;
  return exited?.reason === "OOMKilled" && restarts >= 1 && !isWell(component)
    ? outOfMemory(faultOf(component))
    : undefined;
});
