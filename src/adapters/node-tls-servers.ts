import { connect } from "node:tls";
import type { TlsServers } from "../ports/tls-servers.ts";

const PATIENCE_MS = 2_000;

/** TLS servers over the network of this host. One that says nothing for 2 s is given up. */
export class NodeTlsServers implements TlsServers {
  certificate(host: string, port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      // What it shows is only looked at: nothing is sent to it, and nothing that it sends is believed.
      const socket = connect({ host, port, rejectUnauthorized: false });
      const end = (finish: () => void): void => {
        clearTimeout(limit);
        socket.destroy();
        finish();
      };
      const limit = setTimeout(() => end(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`))), PATIENCE_MS);
      socket.once("secureConnect", () => {
        const pem = socket.getPeerX509Certificate()?.toString();
        end(() => (pem === undefined ? reject(new Error("it shows no certificate")) : resolve(pem)));
      });
      socket.once("error", (error) => end(() => reject(error)));
    });
  }
}
