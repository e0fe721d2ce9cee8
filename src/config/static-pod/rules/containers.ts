import type { JsonObject } from "../../../domain/json.ts";
import { quote } from "../../describe-value.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, itemsIn, mapIn, textIn } from "../written-fields.ts";
import { checkLabelName, checkUnique } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

const FIELDS =
  /^(?:metadata\.(?:name|namespace|uid|(?:labels|annotations)\['.+'\])|spec\.(?:nodeName|serviceAccountName|host)|status\.(?:hostIPs?|podIPs?))$/u;
const KNOWN = "write, for example, metadata.name, spec.nodeName or status.podIP";

export const containersAreValid: PodRule = ({ spec }, report) => {
  const containers = containersIn(spec);
  if (!containers.some(({ isInit }) => !isInit)) {
    report(["spec", "containers"], "is missing", "write at least one container");
  }
  checkUnique(
    containers.map(({ item, at }) => ({ text: textIn(item["name"]), at: [...at, "name"] })),
    report,
  );
  containers.forEach(({ item, at }) => checkContainer(item, at, report));
  if (Array.isArray(spec["ephemeralContainers"]) && spec["ephemeralContainers"].length > 0) {
    report(["spec", "ephemeralContainers"], "can be added to a running Pod only", "remove it");
  }
};

function checkContainer(container: JsonObject, at: Path, report: Report): void {
  const [name, image] = [textIn(container["name"]), textIn(container["image"])];
  if (name === "") {
    report([...at, "name"], "is missing");
  } else {
    checkLabelName(name, [...at, "name"], report);
  }
  if (image === "") {
    report([...at, "image"], "is missing");
  } else if (image.trim() !== image) {
    report([...at, "image"], "must not begin or end with a space");
  }
  checkPrivileges(mapIn(container["securityContext"]), [...at, "securityContext"], report);
  const rules = container["restartPolicyRules"];
  if (Array.isArray(rules) && rules.length > 0 && !isSet(container["restartPolicy"])) {
    report([...at, "restartPolicyRules"], "need a restartPolicy of the container", "write one beside them");
  }
}

function checkPrivileges({ privileged, allowPrivilegeEscalation }: JsonObject, at: Path, report: Report): void {
  if (privileged === true && allowPrivilegeEscalation === false) {
    report([...at, "allowPrivilegeEscalation"], "a privileged container cannot be without it", "keep one of the two");
  }
}

export const variablesAreValid: PodRule = ({ spec }, report) => {
  for (const { item: container, at } of containersIn(spec)) {
    for (const { item, at: variable } of itemsIn(container["env"], [...at, "env"])) {
      checkVariable(item, variable, report);
    }
    for (const { item, at: from } of itemsIn(container["envFrom"], [...at, "envFrom"])) {
      if (!isSet(item["configMapRef"]) && !isSet(item["secretRef"])) {
        report(from, "names no source", "remove it: a static Pod may not use one");
      }
    }
  }
};

function checkVariable(variable: JsonObject, at: Path, report: Report): void {
  const name = textIn(variable["name"]);
  if (name === "") {
    report([...at, "name"], "is missing");
  } else if (!/^[ -<>-~]+$/u.test(name)) {
    report([...at, "name"], `${quote(name)} cannot be the name of a variable`, "write printable ASCII without =");
  }
  if (!isSet(variable["valueFrom"])) {
    return;
  }
  const sources = Object.values(mapIn(variable["valueFrom"])).filter(isSet);
  const path = [...at, "valueFrom"];
  if (sources.length === 0) {
    report(path, "names no source", "write fieldRef or resourceFieldRef, or a value");
  } else if (textIn(variable["value"]) !== "") {
    report(path, "cannot be there together with a value", "keep one of the two");
  } else if (sources.length > 1) {
    report(path, "names more than one source", "keep one of them");
  }
  const fieldPath = mapIn(mapIn(variable["valueFrom"])["fieldRef"])["fieldPath"];
  if (isSet(mapIn(variable["valueFrom"])["fieldRef"]) && !FIELDS.test(textIn(fieldPath))) {
    report(
      [...path, "fieldRef", "fieldPath"],
      `${quote(textIn(fieldPath))} is no field that a variable can have`,
      KNOWN,
    );
  }
}
