import type { JsonObject, JsonValue } from "../../../domain/json.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, itemsIn, mapIn } from "../written-fields.ts";
import { checkOneOf } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

interface Choice {
  readonly path: readonly string[];
  readonly allowed: readonly string[];
  /** Whether it must be there where the field around it is. */
  readonly isRequired?: true;
}

const RESTARTS = ["Always", "OnFailure", "Never"];
const PROFILES = ["Localhost", "RuntimeDefault", "Unconfined"];
const OF_BOTH: readonly Choice[] = [
  { path: ["restartPolicy"], allowed: RESTARTS },
  { path: ["securityContext", "seccompProfile", "type"], allowed: PROFILES, isRequired: true },
  { path: ["securityContext", "appArmorProfile", "type"], allowed: PROFILES, isRequired: true },
];
const OF_POD: readonly Choice[] = [
  ...OF_BOTH,
  { path: ["dnsPolicy"], allowed: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"] },
  { path: ["preemptionPolicy"], allowed: ["Never", "PreemptLowerPriority"] },
  { path: ["os", "name"], allowed: ["linux", "windows"], isRequired: true },
  { path: ["securityContext", "fsGroupChangePolicy"], allowed: ["Always", "OnRootMismatch"] },
  { path: ["securityContext", "supplementalGroupsPolicy"], allowed: ["Merge", "Strict"] },
];
const OF_CONTAINER: readonly Choice[] = [
  ...OF_BOTH,
  { path: ["imagePullPolicy"], allowed: ["Always", "IfNotPresent", "Never"] },
  { path: ["terminationMessagePolicy"], allowed: ["File", "FallbackToLogsOnError"] },
  { path: ["securityContext", "procMount"], allowed: ["Default", "Unmasked"] },
];
const OF_RESIZING: readonly Choice[] = [
  { path: ["resourceName"], allowed: ["cpu", "memory"], isRequired: true },
  { path: ["restartPolicy"], allowed: ["NotRequired", "RestartContainer"] },
];

/** Fields that have one of a few values. */
export const choicesAreValid: PodRule = ({ spec }, report) => {
  checkChoices(spec, OF_POD, ["spec"], report);
  for (const { item: container, at } of containersIn(spec)) {
    checkChoices(container, OF_CONTAINER, at, report);
    for (const { item, at: policy } of itemsIn(container["resizePolicy"], [...at, "resizePolicy"])) {
      checkChoices(item, OF_RESIZING, policy, report);
    }
  }
};

function checkChoices(of: JsonObject, choices: readonly Choice[], at: Path, report: Report): void {
  for (const { path, allowed, isRequired } of choices) {
    const around = path.slice(0, -1).reduce<JsonValue | undefined>((value, name) => mapIn(value)[name], of);
    const value = mapIn(around)[path.at(-1) ?? ""];
    checkOneOf(value, allowed, [...at, ...path], report);
    if (isRequired && isSet(around) && (value ?? "") === "") {
      report([...at, ...path], "is missing", `write one of ${allowed.join(", ")}`);
    }
  }
}
