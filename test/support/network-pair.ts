import { execFileSync } from "node:child_process";
import { NetworkAgent } from "./network-agent.ts";

/**
 * Two hosts of their own: one with the addresses 192.0.2.2, 192.0.2.3 and fd00::2, reached through an interface that
 * has none of them, and a neighbour of it, which sends to 10.96.0.0/12 through it.
 */
export async function networkPair(): Promise<{ readonly host: NetworkAgent; readonly neighbour: NetworkAgent }> {
  const [host, neighbour] = await Promise.all([NetworkAgent.start(), NetworkAgent.start()]);
  execFileSync("sh", ["-e", "-c", SETUP, "sh", `${host.pid}`, `${neighbour.pid}`]);
  return { host, neighbour };
}

const SETUP = `
host() { nsenter --net=/proc/$host/ns/net "$@"; }
neighbour() { nsenter --net=/proc/$neighbour/ns/net "$@"; }
host=$1 neighbour=$2
host ip link add h0 type veth peer name n0 netns $neighbour
for link in lo h0; do host ip link set $link up; done
for link in lo n0; do neighbour ip link set $link up; done
host ip address add 192.0.2.2/32 dev lo
host ip address add 192.0.2.3/32 dev lo
host ip address add fd00::2/128 dev lo
neighbour ip address add 198.51.100.2/24 dev n0
neighbour ip address add fd01::2/64 dev n0 nodad
host ip route add 198.51.100.0/24 dev h0
host ip route add fd01::/64 dev h0
neighbour ip route add 192.0.2.0/24 dev n0
neighbour ip route add fd00::2 dev n0
host ip route add 10.96.0.0/12 dev h0
neighbour ip route add 10.96.0.0/12 via 192.0.2.2
neighbour ip neighbour add fd00::2 lladdr $(host ip -o link show h0 | grep -o "ether [^ ]*" | cut -d" " -f2) dev n0
host ip neighbour add fd01::2 lladdr $(neighbour ip -o link show n0 | grep -o "ether [^ ]*" | cut -d" " -f2) dev h0
`;
