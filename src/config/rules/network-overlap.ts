import { contains, overlaps } from "../../domain/network/cidr.ts";
import { parseAddress } from "../../domain/network/ip-address.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";
import { subnetsOf } from "./subnets.ts";

/** A service address that is also a Pod's cannot be routed. */
export function subnetsDoNotOverlap({ cluster: { networking } }: EffectiveConfig, report: Report): void {
  for (const pods of subnetsOf(networking, "podSubnet")) {
    const services = subnetsOf(networking, "serviceSubnet").find((candidate) => overlaps(candidate, pods));
    if (services !== undefined) {
      const message = `${pods.text} overlaps with the service subnet ${services.text}`;
      report("ClusterConfiguration", ["networking", "podSubnet"], message, "choose networks that share no address");
    }
  }
}

/** The node's own address must not look like a service's or a Pod's. */
export function nodeIsOutsideSubnets({ cluster, init }: EffectiveConfig, report: Report): void {
  const address = parseAddress(init.localAPIEndpoint.advertiseAddress);
  for (const field of ["serviceSubnet", "podSubnet"] as const) {
    const subnet = subnetsOf(cluster.networking, field).find(
      (cidr) => address !== undefined && contains(cidr, address),
    );
    if (subnet !== undefined) {
      const message = `${subnet.text} contains this node's address ${address?.text}`;
      report("ClusterConfiguration", ["networking", field], message, "choose a network that the hosts do not use");
    }
  }
}
