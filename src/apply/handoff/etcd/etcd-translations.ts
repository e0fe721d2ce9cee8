import { flagValue } from "../../../diagnose/flags.ts";
import { parseAddress, scopeOf } from "../../../domain/network/ip-address.ts";
import type { Translation } from "../../../ports/packet-filter.ts";

interface Socket {
  readonly address: string;
  readonly port: number;
}

/**
 * From every address where an etcd with the command line `from` listens for clients and peers to the same address of one
 * with the command line `to`. The loopback is among them: the API server reaches etcd there.
 */
export function etcdTranslations(
  from: readonly string[],
  to: readonly string[],
  hostAddresses: readonly string[],
): readonly Translation[] {
  return ["listen-client-urls", "listen-peer-urls"].flatMap((flag) => {
    const targets = sockets(to, flag, hostAddresses);
    return sockets(from, flag, hostAddresses).flatMap(({ address, port }) => {
      const target = targets.find((candidate) => candidate.address === address);
      return target === undefined ? [] : [{ address, port, toAddress: address, toPort: target.port }];
    });
  });
}

function sockets(command: readonly string[], flag: string, hostAddresses: readonly string[]): readonly Socket[] {
  const urls = (flagValue(command, flag) ?? "").split(",").filter((url) => URL.canParse(url));
  const all = urls.flatMap((text) => {
    const { hostname, port } = new URL(text);
    return addressesAt(hostname.replaceAll(/[[\]]/gu, ""), hostAddresses).map((address) => ({
      address,
      port: Number(port),
    }));
  });
  return all.filter(({ address }, index) => all.findIndex((other) => other.address === address) === index);
}

// Bound to every address of a family; Go binds [::] for both.
function addressesAt(host: string, hostAddresses: readonly string[]): readonly string[] {
  const parsed = parseAddress(host === "localhost" ? "127.0.0.1" : host);
  if (parsed === undefined || scopeOf(parsed) !== "unspecified") {
    return parsed === undefined ? [] : [parsed.text];
  }
  const own = [...hostAddresses, "127.0.0.1", "::1"];
  return parsed.family === 6 ? own : own.filter((address) => !address.includes(":"));
}
