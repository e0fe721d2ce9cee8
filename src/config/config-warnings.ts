import { overlaps, parseCidr } from "../domain/network/cidr.ts";
import { parseAddress } from "../domain/network/ip-address.ts";
import type { EffectiveConfig } from "./effective-config.ts";
import { parseGoDuration } from "./go-duration.ts";

/** What a valid configuration says that was hardly meant, or will not work for long. Sentences. */
export function configWarnings(config: EffectiveConfig): readonly string[] {
  return [...subnetWarnings(config), ...validityWarnings(config)];
}

const SITE_LOCAL = parseCidr("fec0::/10");

function subnetWarnings({ cluster: { networking } }: EffectiveConfig): readonly string[] {
  return (["serviceSubnet", "podSubnet"] as const).flatMap((field) =>
    networking[field].split(",").flatMap((text) => subnetWarning(`networking.${field}: ${text}`, text)),
  );
}

function subnetWarning(subject: string, text: string): readonly string[] {
  const cidr = parseCidr(text);
  const address = parseAddress(text.split("/")[0] ?? "");
  if (cidr === undefined || address === undefined) {
    return [];
  }
  const hasHostBits = address.value !== cidr.network.value;
  const isSiteLocal = SITE_LOCAL !== undefined && overlaps(cidr, SITE_LOCAL);
  return [
    ...(hasHostBits ? [`${subject} has bits of a host set, the network is ${cidr.text}.`] : []),
    ...(isSiteLocal ? [`${subject} has site-local addresses, which RFC 3879 deprecates.`] : []),
  ];
}

/** kubeadm's recommendations: one year, and ten for an authority. */
function validityWarnings({ cluster }: EffectiveConfig): readonly string[] {
  const fields = [
    ["certificateValidityPeriod", "8760h0m0s"],
    ["caCertificateValidityPeriod", "87600h0m0s"],
  ] as const;
  return fields
    .filter(([field, most]) => (parseGoDuration(cluster[field]) ?? 0) > (parseGoDuration(most) ?? 0))
    .map(([field, most]) => `${field}: ${cluster[field]} is longer than the recommended ${most}.`);
}
