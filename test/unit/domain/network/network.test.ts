import { describe, expect, it } from "vitest";
import { addressAt, contains, overlaps, parseCidr, sizeOf, type Cidr } from "../../../../src/domain/network/cidr.ts";
import { formatHostPort, parseHostPort } from "../../../../src/domain/network/host-port.ts";
import { parseAddress, scopeOf, type IpAddress } from "../../../../src/domain/network/ip-address.ts";

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new TypeError("not an address");
  }
  return value;
}

function cidr(text: string): Cidr {
  return known(parseCidr(text));
}

function address(text: string): IpAddress {
  return known(parseAddress(text));
}

describe("parseAddress", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["FD00:0:0::1", "fd00::1"],
    ["::", "::"],
  ])("%s is %s", (text, canonical) => {
    expect(parseAddress(text)?.text).toBe(canonical);
  });

  it.each([
    "",
    "1",
    "1.2.3",
    "01.2.3.4",
    "1.2.3.256",
    "fe80::1%eth0",
    "::ffff:1.2.3.4",
    "::ffff:102:304",
    "1.2.3.4 ",
    "a",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    ["10.0.0.1", "global"],
    ["127.1.2.3", "loopback"],
    ["::1", "loopback"],
    ["0.0.0.0", "unspecified"],
    ["::", "unspecified"],
    ["fe80::1", "link-local"],
    ["ff02::1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["fd00::1", "global"],
  ])("%s is %s", (text, scope) => {
    expect(scopeOf(address(text))).toBe(scope);
  });
});

describe("cidr", () => {
  it("is written with the first address", () => {
    expect(cidr("10.96.5.1/12").text).toBe("10.96.0.0/12");
    expect(cidr("fd00::ff/112").text).toBe("fd00::/112");
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "fd00::/129", "/8"])("%j is none", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("counts from the network's own address", () => {
    expect(addressAt(cidr("10.96.0.0/12"), 10)).toBe("10.96.0.10");
    expect(addressAt(cidr("fd00:10:96::/112"), 1)).toBe("fd00:10:96::1");
    expect(addressAt(cidr("10.0.0.255/23"), 256)).toBe("10.0.1.0");
    expect(() => addressAt(cidr("10.0.0.0/30"), 4)).toThrow(RangeError);
  });

  it("knows what it contains", () => {
    expect(contains(cidr("10.0.0.0/8"), address("10.255.255.255"))).toBe(true);
    expect(contains(cidr("10.0.0.0/8"), address("11.0.0.0"))).toBe(false);
    expect(contains(cidr("::/0"), address("10.0.0.1"))).toBe(false);
    expect(overlaps(cidr("10.0.0.0/8"), cidr("10.1.0.0/16"))).toBe(true);
    expect(overlaps(cidr("10.1.0.0/16"), cidr("10.0.0.0/8"))).toBe(true);
    expect(overlaps(cidr("10.1.0.0/16"), cidr("10.2.0.0/16"))).toBe(false);
    expect(sizeOf(cidr("::/0"))).toBe(2n ** 128n);
  });
});

describe("host and port", () => {
  it.each([
    ["a.example.com", { host: "a.example.com", port: undefined }],
    ["a:1", { host: "a", port: 1 }],
    ["[fd00::1]:6443", { host: "fd00::1", port: 6443 }],
    ["fd00::1", { host: "fd00::1", port: undefined }],
    ["192.0.2.1:65535", { host: "192.0.2.1", port: 65535 }],
  ])("reads %s", (text, expected) => {
    expect(parseHostPort(text)).toEqual(expected);
  });

  it.each(["", ":1", "a:", "a:0", "a:65536", "[a]:1", "a_b", "A", "https://a", "[fd00::1", "a:1:2"])(
    "refuses %j",
    (text) => {
      expect(parseHostPort(text)).toBeUndefined();
    },
  );

  it("puts IPv6 in brackets", () => {
    expect(formatHostPort("fd00::1", 1)).toBe("[fd00::1]:1");
    expect(formatHostPort("a", 1)).toBe("a:1");
  });
});
