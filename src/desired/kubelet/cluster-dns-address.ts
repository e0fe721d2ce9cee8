import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import { addressAt, parseCidr } from "../../domain/network/cidr.ts";

const INDEX = 10;
const WITHOUT_SUBNET = "10.96.0.10";

/** The address of the cluster's DNS service: the tenth of the first service subnet. */
export function clusterDnsAddress({ networking }: ClusterSpec): string {
  const subnet = parseCidr(networking.serviceSubnets[0] ?? "");
  return subnet === undefined ? WITHOUT_SUBNET : addressAt(subnet, INDEX);
}
