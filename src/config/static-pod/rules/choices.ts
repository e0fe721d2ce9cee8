import type { JsonObject, JsonValue } from "../../../domain/json.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, itemsIn, mapIn } from "../written-fields.ts";
import { checkOneOf } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

type Choice = readonly [path: readonly string[], allowed: readonly string[]];

const RESTARTS = ["Always", "OnFailure", "Never"];
const PROFILES: readonly Choice[] = [
  [
    ["securityContext", "seccompProfile", "type"],
    ["Localhost", "RuntimeDefault", "Unconfined"],
  ],
  [
    ["securityContext", "appArmorProfile", "type"],
    ["Localhost", "RuntimeDefault", "Unconfined"],
  ],
];
const OF_POD: readonly Choice[] = [
  ...PROFILES,
  [["restartPolicy"], RESTARTS],
  [["dnsPolicy"], ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]],
  [["preemptionPolicy"], ["Never", "PreemptLowerPriority"]],
  [
    ["os", "name"],
    ["linux", "windows"],
  ],
  [
    ["securityContext", "fsGroupChangePolicy"],
    ["Always", "OnRootMismatch"],
  ],
  [
    ["securityContext", "supplementalGroupsPolicy"],
    ["Merge", "Strict"],
  ],
];
const OF_CONTAINER: readonly Choice[] = [
  ...PROFILES,
  [["imagePullPolicy"], ["Always", "IfNotPresent", "Never"]],
  [["terminationMessagePolicy"], ["File", "FallbackToLogsOnError"]],
  [["restartPolicy"], RESTARTS],
  [
    ["securityContext", "procMount"],
    ["Default", "Unmasked"],
  ],
];

/** Fields that have one of a few values. */
export const choicesAreValid: PodRule = ({ spec }, report) => {
  checkChoices(spec, OF_POD, ["spec"], report);
  for (const { item: container, at } of containersIn(spec)) {
    checkChoices(container, OF_CONTAINER, at, report);
    for (const { item, at: policy } of itemsIn(container["resizePolicy"], [...at, "resizePolicy"])) {
      checkRequired(item["resourceName"], ["cpu", "memory"], [...policy, "resourceName"], report);
      checkOneOf(item["restartPolicy"], ["NotRequired", "RestartContainer"], [...policy, "restartPolicy"], report);
    }
  }
};

function checkChoices(of: JsonObject, choices: readonly Choice[], at: Path, report: Report): void {
  for (const [path, allowed] of choices) {
    const parent = path.slice(0, -1).reduce<JsonValue | undefined>((value, name) => mapIn(value)[name], of);
    const value = mapIn(parent)[path.at(-1) ?? ""];
    checkOneOf(value, allowed, [...at, ...path], report);
    // A profile without its type, or an operating system without its name, says nothing.
    if (path.length > 1 && /type|name/u.test(path.at(-1) ?? "") && isSet(parent) && (value ?? "") === "") {
      report([...at, ...path], "is missing", `write one of ${allowed.join(", ")}`);
    }
  }
}

function checkRequired(value: JsonValue | undefined, allowed: readonly string[], at: Path, report: Report): void {
  if ((value ?? "") === "") {
    report(at, "is missing", `write one of ${allowed.join(", ")}`);
  }
  checkOneOf(value, allowed, at, report);
}
