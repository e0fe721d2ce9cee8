import { parseCidr, sizeOf, type Cidr } from "../../domain/network/cidr.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { quote } from "../describe-value.ts";
import type { Report } from "./rule.ts";

/** constants.go: MinimumAddressesInServiceSubnet, MaximumBitsForServiceSubnet, MinimumAddressesInPodSubnet. */
const MIN_SERVICE_ADDRESSES = 10n;
const MAX_SERVICE_BITS = 20;
const MIN_POD_ADDRESSES = 14n;
/** PodSubnetNodeMaskMaxDiff. */
const MAX_NODE_MASK_DIFFERENCE = 16;

type SubnetField = "serviceSubnet" | "podSubnet";

/** One or two networks, comma-separated, of different families. */
export function subnetsAreValid({ cluster }: EffectiveConfig, report: Report): void {
  for (const field of ["serviceSubnet", "podSubnet"] as const) {
    const text = cluster.networking[field];
    const parts = text === "" ? [] : text.split(",");
    for (const part of parts.filter((candidate) => parseCidr(candidate) === undefined)) {
      report("ClusterConfiguration", ["networking", field], `${quote(part)} is not a network`, howToWrite(part));
    }
    const families = parts.map((part) => parseCidr(part)?.family);
    const isDualStack = parts.length === 2 && families[0] !== families[1];
    if (!families.includes(undefined) && parts.length > 1 && !isDualStack) {
      const message = "must be one network, or one IPv4 and one IPv6 network";
      report(
        "ClusterConfiguration",
        ["networking", field],
        message,
        "write, for example, 10.96.0.0/12,fd00:10:96::/112",
      );
    }
  }
}

function howToWrite(part: string): string {
  const isIpv6 = part.includes(":");
  if (/\s/u.test(part)) {
    return "write it without spaces";
  }
  return part.includes("/")
    ? `write an address, a slash and at most ${isIpv6 ? 128 : 32} bits`
    : `write how many bits are fixed: ${quote(`${part}/${isIpv6 ? 112 : 16}`).slice(1, -1)}`;
}

/** The limits of kubeadm and of the API server, which keeps a bitmap of the service addresses. */
export function serviceSubnetHasRightSize({ cluster }: EffectiveConfig, report: Report): void {
  for (const subnet of subnetsOf(cluster.networking, "serviceSubnet")) {
    const path = ["networking", "serviceSubnet"];
    if (sizeOf(subnet) < MIN_SERVICE_ADDRESSES) {
      const message = `${subnet.text} has ${sizeOf(subnet)} addresses, and the DNS service takes the tenth`;
      report("ClusterConfiguration", path, message, `write at most /${bits(subnet) - 4}`);
    } else if (subnet.hostBits > MAX_SERVICE_BITS) {
      const message = `${subnet.text} is too large for the API server`;
      report("ClusterConfiguration", path, message, `write at least /${bits(subnet) - MAX_SERVICE_BITS}`);
    }
  }
}

/** Every node gets a part of the pod subnet, unless the controller manager is told not to. */
export function podSubnetHasRoomForNodes({ cluster }: EffectiveConfig, report: Report): void {
  const args = cluster.controllerManager.extraArgs;
  if (args.findLast(({ name }) => name === "allocate-node-cidrs")?.value === "false") {
    return;
  }
  for (const subnet of subnetsOf(cluster.networking, "podSubnet")) {
    const flag = `node-cidr-mask-size-ipv${subnet.family}`;
    const written = args.findLast(({ name }) => name === flag)?.value;
    const nodeMask = written === undefined ? (subnet.family === 4 ? 24 : 64) : Number(written);
    const message = nodeMaskProblem(subnet, nodeMask);
    if (message !== undefined) {
      const suggestion = `choose another network, or set ${flag} in controllerManager.extraArgs`;
      report("ClusterConfiguration", ["networking", "podSubnet"], message, suggestion);
    }
  }
}

function nodeMaskProblem(subnet: Cidr, nodeMask: number): string | undefined {
  if (sizeOf(subnet) < MIN_POD_ADDRESSES) {
    return `${subnet.text} has ${sizeOf(subnet)} addresses, at least ${MIN_POD_ADDRESSES} are needed`;
  }
  if (subnet.prefixLength > nodeMask) {
    return `${subnet.text} is smaller than the /${nodeMask} that each node gets`;
  }
  return nodeMask - subnet.prefixLength > MAX_NODE_MASK_DIFFERENCE
    ? `${subnet.text} holds more than 2^${MAX_NODE_MASK_DIFFERENCE} times the /${nodeMask} that each node gets`
    : undefined;
}

/** The networks that could be read. */
export function subnetsOf(networking: EffectiveConfig["cluster"]["networking"], field: SubnetField): readonly Cidr[] {
  return networking[field].split(",").flatMap((part) => parseCidr(part) ?? []);
}

function bits(subnet: Cidr): number {
  return subnet.family === 4 ? 32 : 128;
}
