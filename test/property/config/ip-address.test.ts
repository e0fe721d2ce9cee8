import * as fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, it } from "vitest";
import { addressWithValue, parseAddress } from "../../../src/domain/network/ip-address.ts";

it("IPv6 addresses are written as another implementation writes them", () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const value = groups.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
      const { text } = addressWithValue(6, value);
      expect(text).toBe(new ipaddr.IPv6([...groups]).toRFC5952String());
      expect(value >> 32n === 0xffffn ? value : parseAddress(text)?.value).toBe(value);
    }),
    { numRuns: 500 },
  );
});

it("what looks like an address is one where another implementation says so", () => {
  const pieces = fc.constantFrom(":", "::", "0", "1", "ff", "fd00", "12345", "g", "0000");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 18 }), (parts) => {
      const text = parts.join("");
      const isMapped = ipaddr.IPv6.isValid(text) && ipaddr.IPv6.parse(text).isIPv4MappedAddress();
      expect(parseAddress(text) !== undefined).toBe(text.includes(":") && ipaddr.IPv6.isValid(text) && !isMapped);
    }),
    { numRuns: 2000 },
  );
});
