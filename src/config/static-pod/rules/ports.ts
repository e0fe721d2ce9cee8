import type { JsonObject } from "../../../domain/json.ts";
import { quote } from "../../describe-value.ts";
import type { Path } from "../../path.ts";
import { containersIn, isSet, itemsIn, numberIn, textIn } from "../written-fields.ts";
import { checkOneOf, checkUnique } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

export const isPortNumber = (port: number): boolean => port >= 1 && port <= 65_535;

/** A name of RFC 6335: at most 15 lower-case letters, digits and dashes, a letter among them. */
export const isPortName = (name: string): boolean =>
  name.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name) && /[a-z]/u.test(name);

export const portsAreValid: PodRule = ({ spec }, report) => {
  const isOnHost = spec["hostNetwork"] === true;
  const ofHost: Parameters<typeof checkUnique>[0][number][] = [];
  for (const { item: container, at, isInit } of containersIn(spec)) {
    const ports = itemsIn(container["ports"], [...at, "ports"]);
    checkUnique(
      ports.map(({ item, at: port }) => ({ text: textIn(item["name"]), at: [...port, "name"] })),
      report,
    );
    ports.forEach(({ item, at: port }) => checkPort(item, port, isOnHost && !isInit, report));
    const onHost = ports.map(({ item, at: port }) => ({ text: hostPort(item, isOnHost), at: port }));
    if (isInit) {
      checkUnique(onHost, report);
    } else {
      ofHost.push(...onHost);
    }
  }
  checkUnique(ofHost, report);
};

function checkPort(port: JsonObject, at: Path, mustMatch: boolean, report: Report): void {
  const name = textIn(port["name"]);
  if (name !== "" && !isPortName(name)) {
    const advice = "write at most 15 lower-case letters, digits and dashes, a letter among them";
    report([...at, "name"], `${quote(name)} cannot be the name of a port`, advice);
  }
  const [inside, outside] = [port["containerPort"], port["hostPort"]].map(numberIn);
  if (!isSet(port["containerPort"]) || inside === 0) {
    report([...at, "containerPort"], "is missing");
  } else if (inside !== undefined && !isPortNumber(inside)) {
    report([...at, "containerPort"], `${inside} is no port`, "write 1 to 65535");
  }
  if (outside !== undefined && outside !== 0 && !isPortNumber(outside)) {
    report([...at, "hostPort"], `${outside} is no port`, "write 1 to 65535");
  } else if (mustMatch && outside !== undefined && outside !== 0 && outside !== inside) {
    report([...at, "hostPort"], "must be the containerPort where hostNetwork is true", "remove it");
  }
  checkOneOf(port["protocol"], ["TCP", "UDP", "SCTP"], [...at, "protocol"], report);
}

/** What a port takes of the host, for comparison; empty where it takes nothing. */
function hostPort(port: JsonObject, isOnHost: boolean): string {
  const written = numberIn(port["hostPort"]) ?? 0;
  const taken = written === 0 && isOnHost ? (numberIn(port["containerPort"]) ?? 0) : written;
  const protocol = textIn(port["protocol"]) || "TCP";
  return taken === 0 ? "" : [protocol, textIn(port["hostIP"]), taken].filter((part) => part !== "").join(" ");
}
