import { isDnsLabel, isDnsSubdomain } from "../../../domain/network/dns-name.ts";
import { quote } from "../../describe-value.ts";
import { mapIn, textIn } from "../written-fields.ts";
import { isLabelValue, isQualifiedName } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

const MAX_POD_NAME = 253;
const MAX_ANNOTATIONS = 256 * 1024;

/** The kubelet puts the Node's name behind the Pod's, and what comes of it must be a name. */
export const nameIsValid: PodRule = ({ metadata, nodeName }, report) => {
  const name = textIn(metadata["name"]);
  const path = ["metadata", "name"];
  const whole = `${name}-${nodeName.toLowerCase()}`;
  if (name === "") {
    report(path, "is missing", "write a name; the kubelet puts the Node's behind it");
  } else if (whole.length > MAX_POD_NAME) {
    report(path, `with the Node's name it has ${whole.length} characters, a Pod's name at most ${MAX_POD_NAME}`);
  } else if (!isDnsSubdomain(whole)) {
    report(path, `${quote(name)} cannot be the name of a Pod`, "write lower-case letters, digits, dashes and dots");
  }
};

export const namespaceIsValid: PodRule = ({ metadata }, report) => {
  const namespace = textIn(metadata["namespace"]);
  if (namespace !== "" && !isDnsLabel(namespace)) {
    report(
      ["metadata", "namespace"],
      `${quote(namespace)} cannot be the name of a namespace`,
      "write a DNS label, such as kube-system",
    );
  }
};

export const labelsAreValid: PodRule = ({ metadata, spec }, report) => {
  checkLabels(metadata["labels"], ["metadata", "labels"], report);
  checkLabels(spec["nodeSelector"], ["spec", "nodeSelector"], report);
};

export const annotationsAreValid: PodRule = ({ metadata }, report) => {
  const path = ["metadata", "annotations"];
  const annotations = mapIn(metadata["annotations"]);
  for (const key of Object.keys(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) {
      report([...path, key], `${quote(key)} cannot be the name of an annotation`, "write name, or domain/name");
    }
  }
  const size = new TextEncoder().encode(Object.entries(annotations).flat().map(String).join("")).length;
  if (size > MAX_ANNOTATIONS) {
    report(path, `annotations have ${size} bytes, at most ${MAX_ANNOTATIONS} are allowed`);
  }
};

function checkLabels(labels: Parameters<typeof mapIn>[0], path: readonly string[], report: Report): void {
  for (const [key, value] of Object.entries(mapIn(labels))) {
    if (!isQualifiedName(key)) {
      report([...path, key], `${quote(key)} cannot be the name of a label`, "write name, or domain/name");
    }
    if (!isLabelValue(textIn(value))) {
      report([...path, key], `${quote(textIn(value))} cannot be the value of a label`);
    }
  }
}
