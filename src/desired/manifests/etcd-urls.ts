import { formatHostPort } from "../../domain/network/host-port.ts";

const CLIENT_PORT = 2379;
const PEER_PORT = 2380;

/** The loopback address of the family of `address`. */
export function loopbackFor(address: string): string {
  return address.includes(":") ? "::1" : "127.0.0.1";
}

export function etcdClientUrl(address: string): string {
  return `https://${formatHostPort(address, CLIENT_PORT)}`;
}

export function etcdPeerUrl(address: string): string {
  return `https://${formatHostPort(address, PEER_PORT)}`;
}
