import { parseAddress } from "./ip-address.ts";
import { isDnsSubdomain } from "./dns-name.ts";

/** An address or name with an optional port, as kubeadm's `controlPlaneEndpoint`. */
export interface HostPort {
  /** Without brackets. */
  readonly host: string;
  readonly port: number | undefined;
}

/** `host`, `host:port`, `[ipv6]:port` or a bare IPv6 address; undefined where it is none of them. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, bracketed, named, portText] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([0-9]{1,5}))?$/u.exec(text) ?? [];
  const host = bracketed ?? named ?? text;
  const port = portText === undefined ? undefined : Number(portText);
  const isHost = parseAddress(host) !== undefined || (bracketed === undefined && isDnsSubdomain(host));
  return isHost && (port === undefined || (port >= 1 && port <= 65535)) ? { host, port } : undefined;
}

/** As a URL needs it: IPv6 in brackets. */
export function formatHostPort(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
