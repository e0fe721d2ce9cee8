import { parseAddress } from "../../../domain/network/ip-address.ts";
import { quote } from "../../describe-value.ts";
import { isSet, itemsIn, mapIn, numberIn, textIn, textsIn } from "../written-fields.ts";
import { checkLabelName, checkOneOf, checkSubdomain, isLabelValue, isQualifiedName } from "./names.ts";
import type { PodRule } from "./rule.ts";

const MAX_NAMESERVERS = 3;

export const settingsAreValid: PodRule = ({ spec }, report) => {
  const deadline = numberIn(spec["activeDeadlineSeconds"]);
  if (deadline !== undefined && (deadline < 1 || deadline >= 2 ** 31)) {
    report(["spec", "activeDeadlineSeconds"], "must be 1 to 2147483647");
  }
  for (const field of ["hostname", "subdomain"]) {
    const name = textIn(spec[field]);
    if (name !== "") {
      checkLabelName(name, ["spec", field], report);
    }
  }
  for (const field of ["priorityClassName", "runtimeClassName"]) {
    const name = textIn(spec[field]);
    if (name !== "" || (field === "runtimeClassName" && isSet(spec[field]))) {
      checkSubdomain(name, ["spec", field], report);
    }
  }
  if (spec["shareProcessNamespace"] === true && spec["hostPID"] === true) {
    report(["spec", "shareProcessNamespace"], "cannot be there together with hostPID", "keep one of the two");
  }
  if (Array.isArray(spec["schedulingGates"]) && spec["schedulingGates"].length > 0) {
    report(["spec", "schedulingGates"], "a static Pod is on its node from the start", "remove it");
  }
};

export const dnsIsValid: PodRule = ({ spec }, report) => {
  const path = ["spec", "dnsConfig", "nameservers"];
  const servers = textsIn(mapIn(spec["dnsConfig"])["nameservers"], path);
  if (spec["dnsPolicy"] === "None" && servers.length === 0) {
    report(path, "is missing", "with dnsPolicy None, write at least one");
  }
  if (servers.length > MAX_NAMESERVERS) {
    report(path, `has ${servers.length} addresses, at most ${MAX_NAMESERVERS} are allowed`);
  }
  const aliases = itemsIn(spec["hostAliases"], ["spec", "hostAliases"]);
  const addresses = [...servers, ...aliases.map(({ item, at }) => ({ text: textIn(item["ip"]), at: [...at, "ip"] }))];
  for (const { text, at } of addresses) {
    if (parseAddress(text) === undefined && !/^::ffff:/iu.test(text) && !/(?:^|\.)0\d/u.test(text)) {
      report(at, `${quote(text)} is no IP address`);
    }
  }
};

export const tolerationsAreValid: PodRule = ({ spec }, report) => {
  for (const { item, at } of itemsIn(spec["tolerations"], ["spec", "tolerations"])) {
    const [key, operator, value, effect] = ["key", "operator", "value", "effect"].map((field) => textIn(item[field]));
    checkOneOf(operator, ["Exists", "Equal", "Lt", "Gt"], [...at, "operator"], report);
    checkOneOf(effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"], [...at, "effect"], report);
    if (key === "" && operator !== "Exists") {
      report(at, "without a key the operator must be Exists");
    } else if (key !== undefined && key !== "" && !isQualifiedName(key)) {
      report([...at, "key"], `${quote(key)} cannot be the key of a taint`);
    }
    if (operator === "Exists" ? value !== "" : value !== undefined && !isLabelValue(value)) {
      report([...at, "value"], operator === "Exists" ? "must be empty with Exists" : "cannot be the value of a taint");
    }
    if (isSet(item["tolerationSeconds"]) && effect !== "NoExecute") {
      report([...at, "tolerationSeconds"], "is for the effect NoExecute only");
    }
  }
};
