import { expect, test } from "vitest";
import { observeDefaultAddress } from "../../../../src/observed/host/default-address.ts";
import type { InterfaceAddress } from "../../../../src/ports/network-interfaces.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const IPV4_ROUTE = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n";
const IPV6_ROUTE = `${"0".repeat(32)} 00 ${"0".repeat(32)} 00 fe80${"0".repeat(27)}1 00000400 00000002 00000000 00000003 eth0\n`;

function found(routes: { readonly ipv4?: string; readonly ipv6?: string }, addresses: readonly string[]) {
  const files = new InMemoryFileSystem();
  if (routes.ipv4 !== undefined) {
    files.put("/proc/net/route", routes.ipv4);
  }
  if (routes.ipv6 !== undefined) {
    files.put("/proc/net/ipv6_route", routes.ipv6);
  }
  const list = addresses.map((text): InterfaceAddress => {
    const [name = "", address = ""] = text.split(" ");
    return { interface: name, address, family: address.includes(":") ? 6 : 4 };
  });
  return observeDefaultAddress(files, { addresses: () => list });
}

test("takes the first global address of the interface with the default route", async () => {
  const addresses = ["lo 127.0.0.1", "eth1 198.51.100.1", "eth0 169.254.0.1", "eth0 10.0.0.5", "eth0 192.0.2.10"];
  expect(await found({ ipv4: IPV4_ROUTE }, addresses)).toBe("10.0.0.5");
});

test("prefers IPv4, and takes IPv6 where there is no other", async () => {
  const addresses = ["eth0 fe80::1", "eth0 2001:db8::1", "eth0 192.0.2.10"];
  expect(await found({ ipv4: IPV4_ROUTE, ipv6: IPV6_ROUTE }, addresses)).toBe("192.0.2.10");
  expect(await found({ ipv6: IPV6_ROUTE }, addresses)).toBe("2001:db8::1");
});

test("takes the loopback interface's where the one with the route has link-local addresses only", async () => {
  const addresses = ["lo 127.0.0.1", "lo 192.0.2.1", "eth0 169.254.0.1"];
  expect(await found({ ipv4: IPV4_ROUTE }, addresses)).toBe("192.0.2.1");
});

test("is undefined without a default route", async () => {
  expect(await found({}, ["eth0 192.0.2.10"])).toBeUndefined();
});
