import { addressScope } from "./address-scope.ts";
import { all, any, type Certainty, negated } from "./certainty.ts";

/** A TCP packet that was translated to an address of the host, no loopback address, as the input hook sees it. */
export interface Packet {
  readonly port: number;
  readonly isFromThisHost: boolean;
  /** Of the first packet of a connection, and of all others. */
  readonly state: "new" | "established";
}

const OTHER_PROTOCOLS: readonly unknown[] = ["udp", "udplite", "dccp", "sctp", "icmp", "icmpv6", "igmp", "esp", "ah"];

/** Whether `left op right`, as nft prints a match in JSON, holds for the packet. What is not understood may hold. */
export function holds(packet: Packet, op: unknown, left: unknown, right: unknown): Certainty {
  if (OTHER_PROTOCOLS.includes(payloadOf(left)?.protocol)) {
    return "no";
  }
  switch (op) {
    case "==":
    case "in":
      return equals(packet, left, right);
    case "!=":
      return negated(equals(packet, left, right));
    default:
      return "maybe";
  }
}

function equals(packet: Packet, left: unknown, right: unknown): Certainty {
  const [value, alternatives] = [unwrapped(right), alternativesOf(unwrapped(right))];
  if (alternatives !== undefined) {
    return any(alternatives.map((one) => equals(packet, left, one)));
  }
  const parts = listOf(left, "concat");
  if (parts !== undefined) {
    const values = listOf(value, "concat");
    return values === undefined ? "maybe" : all(parts.map((part, index) => equals(packet, part, values[index])));
  }
  return equalsOne(packet, left, value);
}

function equalsOne(packet: Packet, left: unknown, value: unknown): Certainty {
  switch (subjectOf(left)) {
    case "tcp dport":
    case "th dport":
      return isPort(packet.port, value);
    case "meta l4proto":
    case "ip protocol":
    case "ip6 nexthdr":
      return known(value, "tcp");
    case "ct state":
      return known(value, packet.state);
    case "ct status":
      return value === "dnat" ? "surely" : "maybe";
    case "meta iif":
    case "meta iifname":
      return isInterface(packet.isFromThisHost, value);
    case "ip daddr":
    case "ip6 daddr":
      return addressScope(value) === "host" ? "maybe" : "no";
    default:
      return "maybe";
  }
}

function known(value: unknown, actual: string): Certainty {
  if (typeof value !== "string" || value.startsWith("@") || value === "*") {
    return "maybe";
  }
  return value === actual ? "surely" : "no";
}

function isPort(port: number, value: unknown): Certainty {
  const range = listOf(value, "range");
  const [first, last] = range ?? [value, value];
  if (typeof first !== "number" || typeof last !== "number") {
    return "maybe";
  }
  return first <= port && port <= last ? "surely" : "no";
}

function isInterface(isFromThisHost: boolean, value: unknown): Certainty {
  if (typeof value !== "string" || value.startsWith("@") || value.endsWith("*")) {
    return "maybe";
  }
  if (isFromThisHost) {
    return value === "lo" ? "surely" : "no";
  }
  return value === "lo" ? "no" : "maybe";
}

/** The name by which nft's own language calls it; undefined for what is more than a field. */
function subjectOf(left: unknown): string | undefined {
  const payload = payloadOf(left);
  if (payload !== undefined) {
    return `${String(payload.protocol)} ${String(payload.field)}`;
  }
  const { meta, ct } = fieldsOf(left);
  const kind = meta === undefined ? "ct" : "meta";
  const key = fieldsOf(meta ?? ct)["key"];
  return typeof key === "string" ? `${kind} ${key}` : undefined;
}

function payloadOf(left: unknown): { readonly protocol?: unknown; readonly field?: unknown } | undefined {
  const { payload } = fieldsOf(left);
  return payload === undefined ? undefined : fieldsOf(payload);
}

/** A set and a list both mean one of their elements. */
function alternativesOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : listOf(value, "set");
}

// An element with a counter, a comment or a time-out.
function unwrapped(value: unknown): unknown {
  const { elem } = fieldsOf(value);
  return elem === undefined ? value : fieldsOf(elem)["val"];
}

function listOf(value: unknown, key: string): readonly unknown[] | undefined {
  const list = fieldsOf(value)[key];
  return Array.isArray(list) ? list : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
