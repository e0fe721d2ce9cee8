import { once } from "node:events";
import { connect, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { ProcConnections } from "../../src/adapters/proc-connections.ts";
import type { Connections } from "../../src/ports/connections.ts";
import { FakeConnections } from "../support/fake-connections.ts";
import { listening } from "../support/listening.ts";

interface Ground {
  readonly connections: Connections;
  /** A server that can stop to listen without closing its connections. */
  serve(host: string): Promise<{ readonly port: number; unlisten(): void }>;
  open(host: string, port: number): Promise<{ close(): void }>;
}

function fake(): Ground {
  const connections = new FakeConnections();
  return {
    connections,
    serve: async () => {
      connections.listen(6443);
      return { port: 6443, unlisten: () => connections.unlisten(6443) };
    },
    open: async (_host, port) => {
      connections.connect(port, "0100007F:D431");
      return { close: () => connections.disconnect(port, "0100007F:D431") };
    },
  };
}

function ofThisHost(): Ground {
  return {
    connections: new ProcConnections(),
    serve: async (host) => {
      const server = createServer((socket) => socket.on("error", () => undefined).on("end", () => socket.end()));
      return { port: await listening(server, { host }), unlisten: () => server.close() };
    },
    open: async (host, port) => {
      const socket = connect(port, host);
      onTestFinished(() => {
        socket.destroy();
      });
      await once(socket, "connect");
      return { close: () => socket.destroy() };
    },
  };
}

describe.each<[string, () => Ground]>([
  ["fake", fake],
  ["of this host", ofThisHost],
])("Connections: %s", (_name, prepare) => {
  test.each(["127.0.0.1", "::1"])("the peers of a server at %s, until they are gone", async (host) => {
    const { connections, serve, open } = prepare();
    const { port } = await serve(host);
    expect(await connections.peers(port)).toEqual(new Set());
    const connection = await open(host, port);
    await expect.poll(async () => (await connections.peers(port)).size).toBe(1);
    connection.close();
    await expect.poll(async () => (await connections.peers(port)).size).toBe(0);
  });
  test("a server that no longer listens keeps its connections", async () => {
    const { connections, serve, open } = prepare();
    const { port, unlisten } = await serve("127.0.0.1");
    await open("127.0.0.1", port);
    await expect.poll(async () => (await connections.peers(port)).size).toBe(1);
    expect(await connections.isListening(port)).toBe(true);
    unlisten();
    await expect.poll(async () => connections.isListening(port)).toBe(false);
    expect((await connections.peers(port)).size).toBe(1);
  });
});
