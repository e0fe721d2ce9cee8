import type { Held } from "../../ports/packet-filter.ts";
import { familyOf } from "./nft-object.ts";

type Family = "ip" | "ip6";

interface HoldRequest {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly ms: number;
  readonly which: Held;
}

const WORD = 4;
const TCP_HEADER_WORDS = Array.from({ length: 11 }, (_, index) => 5 + index);
const FAMILIES = {
  ip: { type: "ipv4_addr", header: 20, unreachable: "icmp type host-unreachable" },
  ip6: { type: "ipv6_addr", header: 40, unreachable: "icmpv6 type no-route" },
} as const;

/**
 * Replaces `table` by one that keeps packets from `port` of `addresses`. nft's rules have no time-out but elements of
 * sets have, so that after `ms` the rules match nothing.
 */
export function holdScript(table: string, { addresses, port, ms, which }: HoldRequest): string {
  const families = ["ip", "ip6"] as const;
  return [
    `add table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    ...families.map(
      (family) => `  set held-${family} { type ${FAMILIES[family].type} . inet_service; flags timeout; }`,
    ),
    "  chain input {",
    "    type filter hook input priority -10; policy accept;",
    ...families.map((family) => `    ${family} daddr . tcp dport @held-${family} ${VERDICTS[which](family)}`),
    "  }",
    ...families.map((family) => saidChain(family)),
    "}",
    ...addresses.map((address) => {
      const element = `${address} . ${port} timeout ${Math.ceil(ms)}ms`;
      return `add element inet ${table} held-${familyOf(address)} { ${element} }`;
    }),
    "",
  ].join("\n");
}

const VERDICTS: Readonly<Record<Held, (family: Family) => string>> = {
  opening: () => "tcp flags & (fin|syn|rst|ack) == syn drop",
  opened: (family) => `goto said-${family}`,
};

/**
 * Refuses what carries data. For an answer to what is dropped TCP waits twice as long each time; who is told
 * "unreachable" keeps up its pace (RFC 6069). But not of a packet that opens a connection: then that one fails.
 */
function saidChain(family: Family): string {
  const { header, unreachable } = FAMILIES[family];
  const rules = TCP_HEADER_WORDS.map(
    (words) => `    tcp doff ${words} meta length > ${header + words * WORD} reject with ${unreachable}`,
  );
  return [`  chain said-${family} {`, ...rules, "  }"].join("\n");
}
