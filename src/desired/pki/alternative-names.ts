import { isDnsSubdomain, isWildcardDnsName } from "../../domain/network/dns-name.ts";
import { parseAddress } from "../../domain/network/ip-address.ts";

export interface AlternativeNames {
  /** Sorted, without duplicates. */
  readonly dnsNames: readonly string[];
  /** Without duplicates, in order of insertion. */
  readonly ipAddresses: readonly string[];
}

/** `names` sorted into DNS names and IP addresses. What is neither is left out, as kubeadm does. */
export function alternativeNames(names: readonly string[]): AlternativeNames {
  const dnsNames = new Set<string>();
  const ipAddresses = new Set<string>();
  for (const name of names) {
    const address = parseAddress(name);
    if (address !== undefined) {
      ipAddresses.add(address.text);
    } else if (isDnsSubdomain(name) || isWildcardDnsName(name)) {
      dnsNames.add(name);
    }
  }
  return { dnsNames: [...dnsNames].toSorted(), ipAddresses: [...ipAddresses] };
}
