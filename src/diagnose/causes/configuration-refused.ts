import { configurationRefused } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";
import { mayHeal } from "../may-heal.ts";
import { parseFlagError } from "../parse-flag-error.ts";

const QUICK_MS = 10_000;

/** A component ended twice, soon after its start, with a message about nothing that others could heal. */
export const findConfigurationRefused = inComponents((component) => {
  const reason = reasonOfExit(component);
  const { exited, restarts } = component.pod;
  if (reason === undefined || exited === undefined || restarts < 1 || mayHeal(reason)) {
    return undefined;
  }
  const isQuick = exited.finishedAt - exited.startedAt < QUICK_MS;
  return isQuick && parseFlagError(reason) === undefined ? configurationRefused(faultOf(component), reason) : undefined;
});
