import { badFlagValue } from "../../errors/diagnose.ts";
import type { ToolError } from "../../errors/tool-error.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";
import { flagValue, flagValues } from "../flags.ts";
import { mayHeal } from "../may-heal.ts";
import { parseFlagError } from "../parse-flag-error.ts";
import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

/** A component ended because it refuses the value of one of its flags. */
export const findBadFlagValue = inComponents((component) => {
  const reason = reasonOfExit(component);
  if (reason === undefined) {
    return undefined;
  }
  const error = parseFlagError(reason);
  if (error === undefined) {
    return refusedTogether(component, reason);
  }
  // A value that the manifest no longer has belongs to an earlier one.
  return error.kind === "bad-value" && hasValue(component, error.flag, error.value)
    ? badFlagValue(faultOf(component), error.flag, error.value, error.reason)
    : undefined;
});

function hasValue({ expected }: ComponentSymptoms, flag: string, part: string): boolean {
  return flagValues(expected.command, bare(flag)).some((value) => value.includes(part));
}

/** Values that were parsed and then refused, alone or in combination: the message names a flag in the words of each component. */
function refusedTogether(component: ComponentSymptoms, reason: string): ToolError | undefined {
  const { command } = component.expected;
  const name = mayHeal(reason) ? undefined : namedFlag(reason, command);
  return name === undefined
    ? undefined
    : badFlagValue(faultOf(component), `--${name}`, flagValue(command, name), reason);
}

function namedFlag(reason: string, command: readonly string[]): string | undefined {
  const leading = /^\[?(?:flag )?--?([a-z][\w-]+)/u.exec(reason)?.[1];
  const words = [...reason.matchAll(/(?<![\w/.-])(?:--)?([a-z]+(?:-[a-z]+)+)(?![\w/.-])/gu)].map(
    ([, word]) => word ?? "",
  );
  return leading ?? words.find((word) => flagValue(command, word) !== undefined);
}

function bare(flag: string): string {
  return flag.replace(/^-+/u, "");
}
