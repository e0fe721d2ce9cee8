import { parseAddress } from "../../domain/network/ip-address.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";
import { subnetsOf } from "./subnets.ts";

/** The API server refuses to start where its address is of another family than the first service subnet. */
export function addressMatchesServices({ cluster, init }: EffectiveConfig, report: Report): void {
  const address = parseAddress(init.localAPIEndpoint.advertiseAddress);
  const [first] = subnetsOf(cluster.networking, "serviceSubnet");
  if (address !== undefined && first !== undefined && address.family !== first.family) {
    const message = `${first.text} is IPv${first.family}, and the API server advertises the IPv${address.family} address ${address.text}`;
    const suggestion = `write an IPv${address.family} network first, or advertise an IPv${first.family} address`;
    report("ClusterConfiguration", ["networking", "serviceSubnet"], message, suggestion);
  }
}

/** A service of a family needs Pods of that family behind it. */
export function podsMatchServices({ cluster: { networking } }: EffectiveConfig, report: Report): void {
  const pods = subnetsOf(networking, "podSubnet").map(({ family }) => family);
  const services = subnetsOf(networking, "serviceSubnet").map(({ family }) => family);
  const missing = services.find((family) => !pods.includes(family));
  if (pods.length > 0 && missing !== undefined) {
    const message = `there are IPv${missing} services, but no IPv${missing} network for Pods`;
    report("ClusterConfiguration", ["networking", "podSubnet"], message, `add an IPv${missing} network after a comma`);
  }
}
