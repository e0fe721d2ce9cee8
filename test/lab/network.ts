import { mkdirSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { must, run } from "./command.ts";
import { CLAIMS, PREFIX } from "./claims.ts";

const BRIDGE = `${PREFIX}br0`;
const NETWORKS = "10.200.";

/** Puts the namespace `name` on the bridge of the lab. Returns its address and the bridge's. */
export async function connect(
  name: string,
  number: number,
): Promise<{ readonly address: string; readonly gateway: string }> {
  const network = labNetwork();
  const address = `${network}.${number}`;
  const gateway = `${network}.1`;
  await locked(`
    ip link show ${BRIDGE} >/dev/null 2>&1 || {
      ip link add ${BRIDGE} type bridge
      ip link set ${BRIDGE} up
    }
    ip address replace ${gateway}/24 dev ${BRIDGE}
    ip netns add ${name}
    ip link add ${name} type veth peer name eth0 netns ${name}
    ip link set ${name} master ${BRIDGE} up
    ip -n ${name} address add ${address}/24 dev eth0
    ip -n ${name} link set lo up
    ip -n ${name} link set eth0 up
    ip -n ${name} route add default via ${gateway}
  `);
  return { address, gateway };
}

/** Takes the namespace `name` away, and the bridge with the last of them. Absent is fine. */
export async function disconnect(name: string): Promise<void> {
  await locked(`
    ip link delete ${name} 2>/dev/null || true
    ip netns delete ${name} 2>/dev/null || true
    ip link show type veth 2>/dev/null | grep -q ' ${PREFIX}' || ip link delete ${BRIDGE} 2>/dev/null || true
  `);
}

/** Names of network namespaces that the lab made. */
export async function labNamespaces(): Promise<readonly string[]> {
  const { stdout } = await run("ip", ["netns", "list"]);
  return stdout
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "")
    .filter((name) => name.startsWith(PREFIX));
}

// Outside of 10.96.0.0/12, where Services are. The bridge's own network where it has one, else the first of
// 10.200.0.0/24, 10.200.1.0/24, … that is free.
function labNetwork(): string {
  const { [BRIDGE]: bridge = [], ...others } = networkInterfaces();
  const own = bridge.map(({ address }) => prefixOf(address)).find(isOfLab);
  const taken = new Set(Object.values(others).flatMap((all = []) => all.map(({ address }) => prefixOf(address))));
  const free = Array.from({ length: 256 }, (_, third) => `${NETWORKS}${third}`).find((one) => !taken.has(one));
  const chosen = own ?? free;
  if (chosen === undefined) {
    throw new Error(`no network below ${NETWORKS}0.0/16 is free`);
  }
  return chosen;
}

function isOfLab(prefix: string): boolean {
  return prefix.startsWith(NETWORKS);
}

function prefixOf(address: string): string {
  return address.split(".").slice(0, 3).join(".");
}

// The bridge is shared by all runs on this machine: making and removing it must not interleave.
async function locked(script: string): Promise<void> {
  mkdirSync(CLAIMS, { recursive: true, mode: 0o700 });
  await must("flock", [CLAIMS, "sh", "-e", "-c", script]);
}
