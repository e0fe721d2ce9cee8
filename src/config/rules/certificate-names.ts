import { isDnsSubdomain, isWildcardDnsName } from "../../domain/network/dns-name.ts";
import { parseAddress } from "../../domain/network/ip-address.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Path } from "../path.ts";
import type { Report } from "./rule.ts";

/** What stands in a certificate must be an address, a DNS name, or one with a wildcard in front. */
export function certificateNamesAreValid({ cluster }: EffectiveConfig, report: Report): void {
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    [["apiServer", "certSANs"], cluster.apiServer.certSANs],
    [["etcd", "local", "serverCertSANs"], cluster.etcd.local?.serverCertSANs ?? []],
    [["etcd", "local", "peerCertSANs"], cluster.etcd.local?.peerCertSANs ?? []],
  ];
  for (const [path, names] of lists) {
    for (const [index, name] of names.entries()) {
      if (!isDnsSubdomain(name) && !isWildcardDnsName(name) && parseAddress(name) === undefined) {
        const message = `${quote(name)} is neither an IP address nor a DNS name`;
        report("ClusterConfiguration", [...path, index], message, "write it without scheme, port and path");
      }
    }
  }
}
