import { parseAddress } from "../../../domain/network/ip-address.ts";
import type { Translation } from "../../../ports/packet-filter.ts";
import type { HandoffSubject } from "../handoff-context.ts";

const SERVICE_PORT = 443;

/**
 * What leads to the second API server: every address of the host but the loopback, through which the server calls itself,
 * and the `kubernetes` Service, whose own translation would otherwise come first (kube-proxy translates a connection
 * once, and only once).
 */
export function apiServerTranslations({
  address,
  hostAddresses,
  serviceAddresses,
  apiServerPort,
  ports,
}: Pick<
  HandoffSubject,
  "address" | "hostAddresses" | "serviceAddresses" | "apiServerPort" | "ports"
>): readonly Translation[] {
  const to = ports.apiServer;
  return [
    ...hostAddresses.map((own) => ({ address: own, port: apiServerPort, toAddress: own, toPort: to })),
    ...serviceAddresses
      .filter((service) => parseAddress(service)?.family === parseAddress(address)?.family)
      .map((service) => ({ address: service, port: SERVICE_PORT, toAddress: address, toPort: to })),
  ];
}
