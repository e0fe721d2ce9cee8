import { familyOf } from "./nft-object.ts";

interface HoldRequest {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly ms: number;
  readonly isOpening?: boolean;
}

const OPENING = "tcp flags & (fin|syn|rst|ack) == syn ";

/**
 * Replaces `table` by one that drops packets to `port` of `addresses`, with `isOpening` only those that open a connection. nft's rules have no time-out but elements of
 * sets have, so that after `ms` the rules match nothing.
 */
export function holdScript(table: string, { addresses, port, ms, isOpening = false }: HoldRequest): string {
  const which = isOpening ? OPENING : "";
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
    `    ip daddr . tcp dport @held-ip ${which}drop`,
    `    ip6 daddr . tcp dport @held-ip6 ${which}drop`,
    "  }",
    "}",
    ...elements("ip"),
    ...elements("ip6"),
    "",
  ].join("\n");
}
