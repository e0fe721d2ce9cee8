import ipaddr from "ipaddr.js";

/** Whether two sockets of one port cannot both listen, one on each address. `::` takes IPv4 as well. */
export function addressesConflict(a: string, b: string): boolean {
  const [one, other] = [normal(a), normal(b)];
  if (one === other || one === "::" || other === "::") {
    return true;
  }
  return (one === "0.0.0.0" && !other.includes(":")) || (other === "0.0.0.0" && !one.includes(":"));
}

function normal(address: string): string {
  const plain = address === "localhost" ? "127.0.0.1" : address;
  if (!ipaddr.isValid(plain)) {
    return plain;
  }
  const parsed = ipaddr.process(plain);
  return parsed.kind() === "ipv6" ? parsed.toString() : parsed.toNormalizedString();
}
