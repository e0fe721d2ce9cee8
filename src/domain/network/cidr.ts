import { addressWithValue, parseAddress, type IpAddress } from "./ip-address.ts";

/** A network. */
export interface Cidr {
  readonly family: 4 | 6;
  /** The first address. */
  readonly network: IpAddress;
  readonly prefixLength: number;
  /** Bits left for hosts: 32 or 128 less the prefix. */
  readonly hostBits: number;
  /** Canonical: the network's first address, a slash, the prefix. */
  readonly text: string;
}

/** `text` as a network, bits of the host set to zero; undefined where it is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [, addressText, prefixText] = /^([^/]+)\/(0|[1-9][0-9]{0,2})$/u.exec(text) ?? [];
  const address = addressText === undefined ? undefined : parseAddress(addressText);
  if (address === undefined || Number(prefixText) > bitsOf(address.family)) {
    return undefined;
  }
  const prefixLength = Number(prefixText);
  const hostBits = bitsOf(address.family) - prefixLength;
  const network = addressWithValue(address.family, (address.value >> BigInt(hostBits)) << BigInt(hostBits));
  return { family: address.family, network, prefixLength, hostBits, text: `${network.text}/${prefixLength}` };
}

/** Whether some address is in both. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.family === other.family && (contains(one, other.network) || contains(other, one.network));
}

export function contains(cidr: Cidr, address: IpAddress): boolean {
  const shift = BigInt(cidr.hostBits);
  return cidr.family === address.family && cidr.network.value >> shift === address.value >> shift;
}

/** How many addresses it has. */
export function sizeOf(cidr: Cidr): bigint {
  return 1n << BigInt(cidr.hostBits);
}

/**
 * The address at `index`, counted from the network's own at 0: the API service has 1 and the DNS service 10 of the
 * first service subnet. Throws a RangeError where the network is smaller.
 */
export function addressAt(cidr: Cidr, index: number): string {
  if (BigInt(index) >= sizeOf(cidr)) {
    throw new RangeError(`${cidr.text} has no address number ${index}`);
  }
  return addressWithValue(cidr.family, cidr.network.value + BigInt(index)).text;
}

function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}
