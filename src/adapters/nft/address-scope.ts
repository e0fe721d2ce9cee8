import { parseAddress, scopeOf } from "../../domain/network/ip-address.ts";

/** Whether an address or a prefix, as nft prints it in JSON, can be that of a host, or what it holds is all special. */
export function addressScope(value: unknown): "host" | "special" {
  const prefix = prefixOf(value);
  const address = parseAddress(typeof value === "string" ? value : (prefix?.addr ?? ""));
  if (address === undefined) {
    return "host";
  }
  const scope = scopeOf(address);
  const isSpecial = scope === "loopback" || scope === "multicast" || scope === "broadcast";
  // A prefix is as special as its first address only where it is as narrow as what makes that special.
  return isSpecial && (prefix === undefined || prefix.len >= NARROWEST[scope][address.family]) ? "special" : "host";
}

const NARROWEST = {
  loopback: { 4: 8, 6: 128 },
  multicast: { 4: 4, 6: 8 },
  broadcast: { 4: 32, 6: 128 },
} as const;

function prefixOf(value: unknown): { readonly addr: string; readonly len: number } | undefined {
  return typeof value === "object" && value !== null && "prefix" in value
    ? (value.prefix as { readonly addr: string; readonly len: number })
    : undefined;
}
