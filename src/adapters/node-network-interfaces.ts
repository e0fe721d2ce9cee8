import { networkInterfaces } from "node:os";
import type { InterfaceAddress, NetworkInterfaces } from "../ports/network-interfaces.ts";

/** The host's interfaces as the C library lists them. */
export class NodeNetworkInterfaces implements NetworkInterfaces {
  addresses(): readonly InterfaceAddress[] {
    return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
      addresses.map(({ address, family }) => ({
        interface: name,
        address: address.replace(/%.*$/u, ""),
        family: family === "IPv4" ? 4 : 6,
      })),
    );
  }
}
