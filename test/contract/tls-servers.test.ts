import { X509Certificate } from "node:crypto";
import { createServer as createRawServer } from "node:net";
import { createServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { NodeTlsServers } from "../../src/adapters/node-tls-servers.ts";
import type { TlsServers } from "../../src/ports/tls-servers.ts";
import { FakeTlsServers } from "../support/fake-tls-servers.ts";
import { listening } from "../support/listening.ts";
import { issue, makeAuthority } from "../support/tls-material.ts";

interface Ground {
  readonly tls: TlsServers;
  /** Where `pem` is shown, although its authority is known to nobody and it has expired. */
  readonly port: number;
  readonly pem: string;
  /** Nobody listens there. */
  readonly nobody: number;
}

function fake(): Ground {
  const { cert } = issue(makeAuthority(), "DNS:server", -1);
  return { tls: new FakeTlsServers().show("127.0.0.1", 1, cert), port: 1, pem: cert, nobody: 2 };
}

async function ofThisHost(): Promise<Ground> {
  const { cert, key } = issue(makeAuthority(), "DNS:server", -1);
  // As etcd does: whoever has no certificate is let go again, but sees the server's first.
  const server = createServer({ cert, key, requestCert: true, rejectUnauthorized: true });
  const port = await listening(server);
  const gone = createRawServer();
  const nobody = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  return { tls: new NodeTlsServers(), port, pem: cert, nobody };
}

describe.each<[string, () => Ground | Promise<Ground>]>([
  ["fake", fake],
  ["of this host", ofThisHost],
])("TlsServers: %s", (_name, prepare) => {
  test("a certificate that nobody would believe is told all the same", async () => {
    const { tls, port, pem } = await prepare();
    const shown = await tls.certificate("127.0.0.1", port);
    expect(new X509Certificate(shown).fingerprint256).toBe(new X509Certificate(pem).fingerprint256);
  });

  test("where nobody listens, it rejects with the reason", async () => {
    const { tls, nobody } = await prepare();
    await expect(tls.certificate("127.0.0.1", nobody)).rejects.toThrow(/ECONNREFUSED/u);
  });
});

test("a server that says nothing is given up", async () => {
  const port = await listening(createRawServer(() => undefined));
  await expect(new NodeTlsServers().certificate("127.0.0.1", port)).rejects.toThrow(/no answer/u);
});
