import { componentFileUnusable } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";

const PATTERN =
  /\b(?:open|stat|lstat|read|mkdir) (\/[^\s:"]+): (no such file or directory|permission denied|is a directory|not a directory)/u;

/** A component ended because a file that its flags name is not there or cannot be read. */
export const findComponentFile = inComponents((component) => {
  const [, path, reason] = PATTERN.exec(reasonOfExit(component) ?? "") ?? [];
  return path === undefined || reason === undefined
    ? undefined
    : componentFileUnusable(faultOf(component), path, reason);
});
