import type { TlsServers } from "../../src/ports/tls-servers.ts";

/** Servers that show the certificates that a test gives them. Where there is none, the connection is refused. */
export class FakeTlsServers implements TlsServers {
  readonly #certificates = new Map<string, string>();

  show(host: string, port: number, pem: string): this {
    this.#certificates.set(`${host}:${port}`, pem);
    return this;
  }

  async certificate(host: string, port: number): Promise<string> {
    const pem = this.#certificates.get(`${host}:${port}`);
    if (pem === undefined) {
      throw new Error(`connect ECONNREFUSED ${host}:${port}`);
    }
    return pem;
  }
}
