import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createRawServer } from "node:net";
import { describe, expect, test } from "vitest";
import { NodeHttp } from "../../src/adapters/node-http.ts";
import type { Http } from "../../src/ports/http.ts";
import { FakeHttp, answered } from "../support/fake-http.ts";
import { listening } from "../support/listening.ts";
import { issue, makeAuthority } from "../support/tls-material.ts";
import type { Pair } from "../support/tls-material.ts";

interface Ground {
  readonly http: Http;
  /** Answers GET /fine with 200, /ill with 503 and /moved with 302; POST /echo with what was sent. */
  readonly server: string;
  /** Nobody listens there. */
  readonly nobody: string;
}

function serve(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.url === "/echo") {
    incoming.pipe(response);
  } else if (incoming.url === "/moved") {
    response.writeHead(302, { location: "/fine" }).end();
  } else {
    response.writeHead(incoming.url === "/ill" ? 503 : 200, { "x-who": "me" }).end(incoming.url?.slice(1));
  }
}

function fake(): Ground {
  const server = "http://server:1";
  const http = new FakeHttp()
    .answer(`${server}/fine`, { ...answered("fine"), headers: { "x-who": "me" } } as ReturnType<typeof answered>)
    .answer(`${server}/ill`, answered("ill", 503))
    .answer(`${server}/moved`, answered("", 302))
    .answer(`${server}/echo`, ({ body = "" }) => answered(body));
  return { http, server, nobody: "http://server:2" };
}

async function ofThisHost(options: { readonly keepAlive?: boolean } = {}): Promise<Ground> {
  const server = createServer(serve);
  const port = await listening(server);
  const gone = createServer();
  const nobody = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  return { http: new NodeHttp(options), server: `http://127.0.0.1:${port}`, nobody: `http://127.0.0.1:${nobody}` };
}

describe.each<[string, () => Ground | Promise<Ground>]>([
  ["fake", fake],
  ["of this host", () => ofThisHost()],
  ["of this host, with kept connections", () => ofThisHost({ keepAlive: true })],
])("Http: %s", (_name, prepare) => {
  test("an answer, whatever its status", async () => {
    const { http, server } = await prepare();
    const fine = await http.request({ url: `${server}/fine`, timeoutMs: 5_000 });
    expect(fine).toMatchObject({ kind: "answered", status: 200, body: "fine", headers: { "x-who": "me" } });
    const ill = await http.request({ url: `${server}/ill`, timeoutMs: 5_000 });
    expect(ill).toMatchObject({ kind: "answered", status: 503, body: "ill" });
  });
  test("a redirect is an answer like any other", async () => {
    const { http, server } = await prepare();
    expect(await http.request({ url: `${server}/moved`, timeoutMs: 5_000 })).toMatchObject({ status: 302 });
  });
  test.each(["POST", "DELETE"] as const)("a body is sent: %s", async (method) => {
    const { http, server } = await prepare();
    const request = { url: `${server}/echo`, method, body: "grüße", timeoutMs: 5_000 } as const;
    expect(await http.request(request)).toMatchObject({ status: 200, body: "grüße" });
  });
  test("nobody there: refused", async () => {
    const { http, nobody } = await prepare();
    expect(await http.request({ url: nobody, timeoutMs: 5_000 })).toMatchObject({ kind: "failed", failure: "refused" });
  });
});

describe("NodeHttp alone", () => {
  const http = new NodeHttp();
  const secure = async (pair: Pair, ca?: string) => {
    const port = await listening(createSecureServer({ ...pair }, serve));
    const trusted = ca === undefined ? {} : { ca };
    return http.request({ url: `https://127.0.0.1:${port}/fine`, timeoutMs: 5_000, ...trusted });
  };

  test("a certificate of the authority, for this address: answered", async () => {
    const authority = makeAuthority();
    expect(await secure(issue(authority, "IP:127.0.0.1"), authority.cert)).toMatchObject({ status: 200 });
  });
  test("without an authority nothing is verified", async () => {
    expect(await secure(issue(makeAuthority(), "DNS:elsewhere", -1))).toMatchObject({ status: 200 });
  });
  test.each([
    ["tls-expired", "IP:127.0.0.1", -1],
    ["tls-name", "DNS:elsewhere", 2],
  ] as const)("%s", async (failure, name, days) => {
    const authority = makeAuthority();
    expect(await secure(issue(authority, name, days), authority.cert)).toMatchObject({ kind: "failed", failure });
  });
  test("another authority: tls-untrusted", async () => {
    const answer = await secure(issue(makeAuthority(), "IP:127.0.0.1"), makeAuthority("other").cert);
    expect(answer).toMatchObject({ kind: "failed", failure: "tls-untrusted" });
  });
  test("a server without TLS: tls-other", async () => {
    const port = await listening(createServer(serve));
    const answer = await http.request({ url: `https://127.0.0.1:${port}/`, timeoutMs: 5_000 });
    expect(answer).toMatchObject({ kind: "failed", failure: "tls-other" });
  });
  test("a client certificate is shown", async () => {
    const authority = makeAuthority();
    const server = issue(authority, "IP:127.0.0.1");
    const client = issue(authority, "DNS:client");
    const options = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const url = `https://127.0.0.1:${await listening(createSecureServer(options, serve))}/fine`;
    const ca = authority.cert;
    expect(await http.request({ url, ca, ...client, timeoutMs: 5_000 })).toMatchObject({ status: 200 });
    expect(await http.request({ url, ca, timeoutMs: 5_000 })).toMatchObject({ kind: "failed" });
  });

  test("silence: timeout", async () => {
    const port = await listening(createRawServer());
    const answer = await http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 100 });
    expect(answer).toMatchObject({ kind: "failed", failure: "timeout" });
  });
  test("an answer that stops half way: timeout, too", async () => {
    const port = await listening(createServer((_request, response) => void response.write("half")));
    const answer = await http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 200 });
    expect(answer).toMatchObject({ kind: "failed", failure: "timeout" });
  });
  test("a connection that is cut: reset", async () => {
    const port = await listening(createRawServer((socket) => socket.resetAndDestroy()));
    const answer = await http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 5_000 });
    expect(answer).toMatchObject({ kind: "failed", failure: "reset" });
  });
  test("an answer that is cut: reset", async () => {
    const port = await listening(
      createServer((_request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
      }),
    );
    const answer = await http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 5_000 });
    expect(answer).toMatchObject({ kind: "failed", failure: "reset" });
  });
  test("a name that does not exist: unreachable", async () => {
    const answer = await http.request({ url: "http://name.invalid/", timeoutMs: 5_000 });
    expect(answer).toMatchObject({ kind: "failed", failure: "unreachable" });
  });
  test("an aborted request ends", async () => {
    const port = await listening(createRawServer());
    const controller = new AbortController();
    const answer = http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await answer).toMatchObject({ kind: "failed", failure: "other" });
  });
  test("a body without end is not read to its end", async () => {
    const port = await listening(
      createServer((_request, response) => {
        const more = () => void response.write("x".repeat(1_000_000), (error) => (error ? undefined : more()));
        more();
      }),
    );
    const answer = await http.request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 10_000 });
    expect(answer).toMatchObject({ kind: "failed", failure: "other" });
  });
  test("a kept connection that the server has closed is replaced without a word", async () => {
    const kept = new NodeHttp({ keepAlive: true });
    let requests = 0;
    const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
      requests += 1;
      // The second request, on the same connection, meets its end.
      if (requests === 2) {
        incoming.socket.resetAndDestroy();
      } else {
        serve(incoming, response);
      }
    });
    const url = `http://127.0.0.1:${await listening(server)}/fine`;
    expect(await kept.request({ url, timeoutMs: 5_000 })).toMatchObject({ status: 200 });
    expect(await kept.request({ url, timeoutMs: 5_000 })).toMatchObject({ status: 200 });
    expect(requests).toBe(3);
  });
});
