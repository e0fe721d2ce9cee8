import ipaddr from "ipaddr.js";
import type { Check } from "./check.ts";
import { warned } from "./findings.ts";

/** Connections within the cluster do not go through a proxy. */
export const checkProxy: Check = ({ networking }, { proxyEnv, advertiseAddress }) => {
  const value = (name: string): string | undefined =>
    proxyEnv.find((variable) => variable.name === name || variable.name === name.toLowerCase())?.value;
  if (value("HTTPS_PROXY") === undefined) {
    return [];
  }
  const exempt = (value("NO_PROXY") ?? "").split(",").map((entry) => entry.trim());
  const subnets = [...networking.serviceSubnets, ...networking.podSubnets];
  return [
    ...(isExempt(advertiseAddress, exempt) ? [] : [proxied("HTTPProxy", advertiseAddress)]),
    ...subnets.filter((subnet) => !isExempt(subnet, exempt)).map((subnet) => proxied("HTTPProxyCIDR", subnet)),
  ];
};

function proxied(check: string, target: string) {
  return warned(check, {
    what: `Connections to ${target} would go through the proxy of HTTPS_PROXY.`,
    why: "The control plane's own connections may fail there.",
    fix: [`export NO_PROXY="$NO_PROXY,${target}"`],
  });
}

/** Whether NO_PROXY, with entries as Go reads them, names an address or all of a CIDR. */
function isExempt(target: string, entries: readonly string[]): boolean {
  return entries.some((entry) => entry === "*" || entry === target || isWithin(target, entry));
}

function isWithin(target: string, network: string): boolean {
  const [address = "", length] = target.split("/");
  if (!ipaddr.isValidCIDR(network) || !ipaddr.isValid(address)) {
    return false;
  }
  const [base, prefix] = ipaddr.parseCIDR(network);
  const parsed = ipaddr.parse(address);
  const isNarrower = length === undefined || Number(length) >= prefix;
  return parsed.kind() === base.kind() && isNarrower && parsed.match([base, prefix] as [ipaddr.IPv4, number]);
}
