const UNSPECIFIED = new Set(["", "0.0.0.0", "::", "[::]"]);

/** `fallback` where `address` means every address. */
export function specific(address: string | undefined, fallback: string): string {
  return address === undefined || UNSPECIFIED.has(address) ? fallback : address;
}

/** `host:port`, an IPv6 address in brackets. */
export function hostAndPort(host: string, port: string | number): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The parts of `host:port`, brackets taken off. Undefined where there is no port. */
export function splitHostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^\[?(.*?)\]?:(\d+)$/u.exec(text);
  return match === null ? undefined : { host: match[1] ?? "", port: Number(match[2]) };
}
