/** An IP address as a number of its family. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
  /** RFC 5952 for IPv6, dotted decimal for IPv4. */
  readonly text: string;
}

/** What an address is for, as far as an API server's address is concerned. */
export type AddressScope = "global" | "loopback" | "unspecified" | "link-local" | "multicast" | "broadcast";

/** `text` as an address; undefined where it is none, and for zones, leading zeros and IPv4 inside IPv6. */
export function parseAddress(text: string): IpAddress | undefined {
  const parts = text.includes(":") ? parseGroups(text) : parseOctets(text);
  if (parts === undefined) {
    return undefined;
  }
  const family = parts.length === 4 ? 4 : 6;
  const value = parts.reduce((sum, part) => (sum << bitsOfPart(family)) | BigInt(part), 0n);
  return family === 6 && value >> 32n === 0xffffn ? undefined : addressWithValue(family, value);
}

/** The address of a family that has this value. */
export function addressWithValue(family: 4 | 6, value: bigint): IpAddress {
  const parts = partsOf(family, value);
  return { family, value, text: family === 4 ? parts.join(".") : formatGroups(parts) };
}

/** Private addresses are global here: they can be reached from another machine. */
export function scopeOf({ family, value }: IpAddress): AddressScope {
  const [, , scope] = SPECIAL.find(([of, bits]) => of === family && bits(value)) ?? [];
  return scope ?? "global";
}

const SPECIAL: readonly (readonly [family: 4 | 6, has: (value: bigint) => boolean, scope: AddressScope])[] = [
  [4, (value) => value >> 24n === 0n, "unspecified"],
  [4, (value) => value >> 24n === 127n, "loopback"],
  [4, (value) => value >> 16n === 0xa9fen, "link-local"],
  [4, (value) => value >> 28n === 0xen, "multicast"],
  [4, (value) => value === 0xffff_ffffn, "broadcast"],
  [6, (value) => value === 0n, "unspecified"],
  [6, (value) => value === 1n, "loopback"],
  [6, (value) => value >> 118n === 0xfe80n >> 6n, "link-local"],
  [6, (value) => value >> 120n === 0xffn, "multicast"],
];

function parseOctets(text: string): readonly number[] | undefined {
  const octets = text.split(".");
  const isValid = octets.length === 4 && octets.every((octet) => /^(?:0|[1-9][0-9]{0,2})$/u.test(octet));
  const values = octets.map(Number);
  return isValid && values.every((value) => value <= 255) ? values : undefined;
}

/** The eight groups; `::` stands for as many zeros as are missing, at least one. */
function parseGroups(text: string): readonly number[] | undefined {
  const [front = "", back, ...more] = text.split("::");
  const before = front === "" ? [] : front.split(":");
  const after = back === undefined || back === "" ? [] : back.split(":");
  const missing = 8 - before.length - after.length;
  const fits = back === undefined ? missing === 0 : missing >= 1;
  if (!fits || more.length > 0 || ![...before, ...after].every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) {
    return undefined;
  }
  return [...before, ...Array<string>(missing).fill("0"), ...after].map((group) => Number.parseInt(group, 16));
}

/** The first longest run of two or more zeros becomes `::`. */
function formatGroups(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(":");
  const [longest] = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/gu)]
    .map(([run]) => run)
    .toSorted((one, other) => other.length - one.length);
  if (longest === undefined) {
    return text;
  }
  const at = text.search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`, "u"));
  return `${text.slice(0, at).replace(/:$/u, "")}::${text.slice(at + longest.length).replace(/^:/u, "")}`;
}

function partsOf(family: 4 | 6, value: bigint): readonly number[] {
  const count = family === 4 ? 4 : 8;
  const bits = bitsOfPart(family);
  return Array.from({ length: count }, (_, index) =>
    Number((value >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n)),
  );
}

function bitsOfPart(family: 4 | 6): bigint {
  return family === 4 ? 8n : 16n;
}
