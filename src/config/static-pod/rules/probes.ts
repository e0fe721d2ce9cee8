import type { JsonObject, JsonValue } from "../../../domain/json.ts";
import { quote } from "../../describe-value.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, mapIn, numberIn, textIn } from "../written-fields.ts";
import { checkOneOf } from "./names.ts";
import { isPortName, isPortNumber } from "./ports.ts";
import type { PodRule, Report } from "./rule.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const PROBE_HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];
const HOOK_HANDLERS = ["exec", "httpGet", "tcpSocket", "sleep"];
const COUNTS = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

export const probesAreValid: PodRule = ({ spec }, report) => {
  for (const { item: container, at, isInit } of containersIn(spec)) {
    const isOnce = isInit && container["restartPolicy"] !== "Always";
    for (const name of [...PROBES, "lifecycle"].filter((field) => isSet(container[field]))) {
      const path = [...at, name];
      if (isOnce) {
        report(path, "is for init containers with restartPolicy Always only", "remove it");
      } else if (name === "lifecycle") {
        checkLifecycle(mapIn(container[name]), path, report);
      } else {
        checkProbe(mapIn(container[name]), path, name !== "readinessProbe", report);
      }
    }
  }
};

function checkProbe(probe: JsonObject, at: Path, mustSucceedOnce: boolean, report: Report): void {
  checkHandler(probe, PROBE_HANDLERS, at, report);
  for (const field of COUNTS) {
    if ((numberIn(probe[field]) ?? 0) < 0) {
      report([...at, field], "must not be negative");
    }
  }
  if (mustSucceedOnce && ![undefined, 0, 1].includes(numberIn(probe["successThreshold"]))) {
    report([...at, "successThreshold"], "must be 1");
  }
  if ((numberIn(probe["terminationGracePeriodSeconds"]) ?? 1) <= 0) {
    report([...at, "terminationGracePeriodSeconds"], "must be more than 0");
  }
}

function checkLifecycle(lifecycle: JsonObject, at: Path, report: Report): void {
  for (const hook of ["postStart", "preStop"].filter((name) => isSet(lifecycle[name]))) {
    checkHandler(mapIn(lifecycle[hook]), HOOK_HANDLERS, [...at, hook], report);
  }
}

function checkHandler(written: JsonObject, allowed: readonly string[], at: Path, report: Report): void {
  const [kind, second] = allowed.filter((handler) => isSet(written[handler]));
  if (kind === undefined) {
    report(at, "does nothing", `write one of ${allowed.join(", ")}`);
    return;
  }
  if (second !== undefined) {
    report([...at, second], `there is ${kind} already`, "keep one of them");
  }
  const action = mapIn(written[kind]);
  const path = [...at, kind];
  if (kind === "exec") {
    const command = action["command"];
    if (!Array.isArray(command) || command.length === 0) {
      report([...path, "command"], "is missing");
    }
  } else if (kind !== "sleep") {
    checkPort(action["port"], [...path, "port"], report);
  }
  checkOneOf(action["scheme"], ["HTTP", "HTTPS"], [...path, "scheme"], report);
}

function checkPort(port: JsonValue | undefined, path: Path, report: Report): void {
  if (!isSet(port)) {
    report(path, "is missing");
  } else if (typeof port === "number" ? !isPortNumber(port) : typeof port === "string" && !isPortName(port)) {
    report(path, `${quote(textIn(port) || String(port))} is no port`, "write 1 to 65535, or the name of a port");
  }
}
