/** TLS servers, as a client that is not yet known sees them. */
export interface TlsServers {
  /** The certificate that the server at `host:port` shows, as PEM, whoever signed it. Rejects with the system's or TLS' error. */
  certificate(host: string, port: number): Promise<string>;
}
