import { familyOf } from "./nft-object.ts";

/**
 * Replaces `table` by one that drops packets to `port` of `addresses`. nft's rules have no time-out but elements of
 * sets have, so that after `ms` the rules match nothing.
 */
export function holdScript(table: string, addresses: readonly string[], port: number, ms: number): string {
  const elements = (family: "ip" | "ip6"): readonly string[] =>
    addresses
      .filter((address) => familyOf(address) === family)
      .map((address) => `add element inet ${table} held-${family} { ${address} . ${port} timeout ${Math.ceil(ms)}ms }`);
  return [
    `add table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    "  set held-ip { type ipv4_addr . inet_service; flags timeout; }",
    "  set held-ip6 { type ipv6_addr . inet_service; flags timeout; }",
    "  chain input {",
    "    type filter hook input priority -10; policy accept;",
    "    ip daddr . tcp dport @held-ip drop",
    "    ip6 daddr . tcp dport @held-ip6 drop",
    "  }",
    "}",
    ...elements("ip"),
    ...elements("ip6"),
    "",
  ].join("\n");
}
