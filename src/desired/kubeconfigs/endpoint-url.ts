import { formatHostPort } from "../../domain/network/host-port.ts";

/** `https://host:port`, an IPv6 address in brackets. */
export function endpointUrl(host: string, port: number): string {
  return `https://${formatHostPort(host, port)}`;
}
