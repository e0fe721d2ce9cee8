import { expect, test } from "vitest";
import { ipv4DefaultInterfaces, ipv6DefaultInterfaces } from "../../../../src/observed/host/default-routes.ts";

const HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

test("finds the interface of the IPv4 default route among others", () => {
  const table = `${HEADER}eth1\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
`;
  expect(ipv4DefaultInterfaces(table)).toEqual(["eth0"]);
});

test("passes over routes that reject, are down, or cover half of all addresses", () => {
  const table = `${HEADER}lo\t00000000\t00000000\t0203\t0\t0\t0\t00000000\t0\t0\t0
eth1\t00000000\t010200C0\t0002\t0\t0\t0\t00000000\t0\t0\t0
tun0\t00000000\t010200C0\t0003\t0\t0\t0\t00000080\t0\t0\t0
`;
  expect(ipv4DefaultInterfaces(table)).toEqual([]);
});

test("finds the interface of an IPv6 default route with a gateway", () => {
  const zero = "0".repeat(32);
  const gateway = `fd${"0".repeat(29)}1`;
  const table = [
    `${gateway} 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth1`,
    `${zero} 00 ${zero} 00 ${gateway} 00000400 00000002 00000000 00000003     eth0`,
    `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`,
  ].join("\n");
  expect(ipv6DefaultInterfaces(table)).toEqual(["eth0"]);
});

test("finds nothing in an empty table", () => {
  expect(ipv4DefaultInterfaces("")).toEqual([]);
  expect(ipv6DefaultInterfaces("")).toEqual([]);
});
