import ipaddr from "ipaddr.js";
import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { InterfaceAddress, NetworkInterfaces } from "../../ports/network-interfaces.ts";
import { ipv4DefaultInterfaces, ipv6DefaultInterfaces } from "./default-routes.ts";

const LOOPBACK = "lo";

/**
 * The address kubeadm would advertise: the first global unicast address of the interface with the default route,
 * IPv4 first; one of the loopback interface where the other has none (RFC 5549). Undefined without a default route.
 */
export async function observeDefaultAddress(
  files: FileSystem,
  interfaces: NetworkInterfaces,
): Promise<string | undefined> {
  const [ipv4, ipv6] = await Promise.all([textOf(files, "/proc/net/route"), textOf(files, "/proc/net/ipv6_route")]);
  const addresses = interfaces.addresses().filter(isGlobalUnicast);
  return firstOn(ipv4DefaultInterfaces(ipv4), addresses, 4) ?? firstOn(ipv6DefaultInterfaces(ipv6), addresses, 6);
}

function firstOn(names: readonly string[], addresses: readonly InterfaceAddress[], family: 4 | 6): string | undefined {
  const candidates = names.flatMap((name) => [name, LOOPBACK]);
  return candidates
    .map((name) => addresses.find((address) => address.interface === name && address.family === family))
    .find((address) => address !== undefined)?.address;
}

function isGlobalUnicast({ address }: InterfaceAddress): boolean {
  // As Go has it: private ranges count as global.
  const range = ipaddr.isValid(address) ? ipaddr.parse(address).range() : "unspecified";
  return !["unspecified", "loopback", "linkLocal", "multicast", "broadcast"].includes(range);
}

async function textOf(files: FileSystem, path: string): Promise<string> {
  const read = await files.readText(absolute(path));
  return read.kind === "present" ? read.value : "";
}
