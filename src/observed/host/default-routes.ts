const ROUTE_IS_UP = 0x1;
const ROUTE_REJECTS = 0x200;

/** Interfaces with an IPv4 default route, from the text of /proc/net/route, in its order. */
export function ipv4DefaultInterfaces(table: string): readonly string[] {
  return rowsOf(table).flatMap(([name, destination, , flags, , , , mask]) =>
    destination === "00000000" && mask === "00000000" && isUsable(flags) && name !== undefined ? [name] : [],
  );
}

/** Interfaces with an IPv6 default route through a gateway, from the text of /proc/net/ipv6_route. */
export function ipv6DefaultInterfaces(table: string): readonly string[] {
  return rowsOf(table).flatMap(([destination, length, , , gateway, , , , flags, name]) =>
    isZero(destination) && length === "00" && !isZero(gateway) && isUsable(flags) && name !== undefined ? [name] : [],
  );
}

function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/u));
}

function isZero(hexadecimal: string | undefined): boolean {
  return hexadecimal !== undefined && /^0+$/u.test(hexadecimal);
}

function isUsable(flags: string | undefined): boolean {
  const bits = Number.parseInt(flags ?? "", 16);
  return (bits & ROUTE_IS_UP) !== 0 && (bits & ROUTE_REJECTS) === 0;
}
