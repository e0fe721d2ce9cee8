import { parseHostPort } from "../../domain/network/host-port.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

/** host or host:port, as ParseHostPort in cmd/kubeadm/app/util/endpoint.go. */
export function controlPlaneEndpointIsValid({ cluster }: EffectiveConfig, report: Report): void {
  const endpoint = cluster.controlPlaneEndpoint;
  if (endpoint !== "" && parseHostPort(endpoint) === undefined) {
    const path = ["controlPlaneEndpoint"];
    report("ClusterConfiguration", path, `${quote(endpoint)} is not host:port`, howToWrite(endpoint));
  }
}

function howToWrite(endpoint: string): string {
  const bare = endpoint
    .replace(/^[a-z]+:\/\//iu, "")
    .replace(/\/.*$/u, "")
    .toLowerCase();
  return bare !== endpoint && parseHostPort(bare) !== undefined
    ? `write ${bare}`
    : "write a DNS name or address and a port from 1 to 65535, IPv6 in brackets: [fd00::10]:6443";
}
