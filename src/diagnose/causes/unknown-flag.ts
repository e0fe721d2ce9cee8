import { unknownFlag } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";
import { flagValues } from "../flags.ts";
import { parseFlagError } from "../parse-flag-error.ts";

/** A component ended because it does not know one of its flags. */
export const findUnknownFlag = inComponents((component) => {
  const error = parseFlagError(reasonOfExit(component) ?? "");
  // A flag that the manifest no longer has belongs to an earlier one.
  return error?.kind === "unknown" && hasFlag(component.expected.command, error.flag)
    ? unknownFlag(faultOf(component), error.flag)
    : undefined;
});

function hasFlag(command: readonly string[], flag: string): boolean {
  return flagValues(command, flag.replace(/^-+/u, "")).length > 0 || command.includes(flag);
}
