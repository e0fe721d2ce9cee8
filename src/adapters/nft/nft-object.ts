import { parseAddress } from "../../domain/network/ip-address.ts";

/** One element of what `nft -j list` prints, as far as it is used here. */
export interface NftObject {
  readonly table?: { readonly family: string; readonly name: string };
  readonly chain?: NftChain;
  readonly rule?: NftRule;
  readonly map?: NftMap;
}

export interface NftChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  /** Of base chains. */
  readonly hook?: string;
  readonly policy?: string;
}

export interface NftRule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly handle: number;
  /** Each with one key, the statement's name. */
  readonly expr: readonly NftStatement[];
}

export type NftStatement = Readonly<Record<string, unknown>>;

export interface NftMap {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly elem?: readonly unknown[];
}

/** nft's word for an address's family. Throws where it is no address, so that no other text gets into a script. */
export function familyOf(address: string): "ip" | "ip6" {
  const family = parseAddress(address)?.family;
  if (family === undefined) {
    throw new RangeError(`not an address: ${address}`);
  }
  return family === 4 ? "ip" : "ip6";
}
