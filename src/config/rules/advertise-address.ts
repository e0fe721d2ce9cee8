import { parseAddress, scopeOf, type AddressScope } from "../../domain/network/ip-address.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

const WHY_NOT: Readonly<Record<Exclude<AddressScope, "global">, string>> = {
  loopback: "is a loopback address: it only reaches the machine itself",
  unspecified: "is unspecified: others cannot connect to it",
  "link-local": "is a link-local address: it is valid on one link only",
  multicast: "is a multicast address: it is not that of one machine",
  broadcast: "is a broadcast address: it is not that of one machine",
};

/** The address stands in certificates, kubeconfigs and the kubernetes Service: others must reach this node by it. */
export function advertiseAddressIsReachable({ init }: EffectiveConfig, report: Report): void {
  const text = init.localAPIEndpoint.advertiseAddress;
  if (text === "") {
    return;
  }
  const address = parseAddress(text);
  const scope = address === undefined ? undefined : scopeOf(address);
  const path = ["localAPIEndpoint", "advertiseAddress"];
  if (scope === undefined) {
    report("InitConfiguration", path, `${quote(text)} is not an IP address`, "write an address of this host");
  } else if (scope !== "global") {
    const suggestion = "write an address that other nodes reach, or leave it out to use that of the default route";
    report("InitConfiguration", path, `${text} ${WHY_NOT[scope]}`, suggestion);
  }
}
