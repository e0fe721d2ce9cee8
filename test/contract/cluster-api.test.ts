import { createServer } from "node:https";
import { describe, expect, test } from "vitest";
import { HttpClusterApi } from "../../src/adapters/http-cluster-api.ts";
import { NodeHttp } from "../../src/adapters/node-http.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import { ApiRefused } from "../../src/ports/cluster-api.ts";
import { makeApiServer } from "../support/api-server.ts";
import { FakeClusterApi } from "../support/fake-cluster-api.ts";
import { FakeHttp, answered } from "../support/fake-http.ts";
import { listening } from "../support/listening.ts";
import { issue, makeAuthority } from "../support/tls-material.ts";
import { clusterApiContract } from "./cluster-api-contract.ts";

const NODE = { apiVersion: "v1", kind: "Node", name: "a" };
const DISCOVERY = JSON.stringify({ resources: [{ name: "nodes", kind: "Node", namespaced: false }] });

async function connect(cluster: FakeClusterApi): Promise<HttpClusterApi> {
  const authority = makeAuthority();
  const server = makeApiServer(cluster, { ...issue(authority, "IP:127.0.0.1"), ca: authority.cert });
  const { cert, key } = issue(authority, "DNS:admin");
  const access = {
    server: `https://127.0.0.1:${await listening(server)}`,
    caPem: authority.cert,
    certPem: cert,
    keyPem: new Confidential(key),
  };
  return new HttpClusterApi(access, new NodeHttp());
}

function over(http: FakeHttp): HttpClusterApi {
  return new HttpClusterApi(
    { server: "https://api:6443/", caPem: "", certPem: "", keyPem: new Confidential("") },
    http,
  );
}

clusterApiContract("fake", async () => new FakeClusterApi());
clusterApiContract("over HTTPS", () => connect(new FakeClusterApi()));

describe("HttpClusterApi alone", () => {
  test("a refusal carries the server's status, reason and words", async () => {
    const cluster = new FakeClusterApi();
    cluster.refuse = () => new ApiRefused(403, "Forbidden", 'nodes "a" is forbidden');
    const api = await connect(cluster);
    await expect(api.get(NODE)).rejects.toMatchObject({
      name: "ApiRefused",
      status: 403,
      reason: "Forbidden",
      message: 'nodes "a" is forbidden',
    });
  });
  test("nobody there: the transport's failure", async () => {
    await expect(over(new FakeHttp()).get(NODE)).rejects.toMatchObject({ name: "ApiUnreachable", failure: "refused" });
  });
  test("an untrusted server: the transport's failure", async () => {
    const server = createServer({ ...issue(makeAuthority(), "IP:127.0.0.1") });
    const url = `https://127.0.0.1:${await listening(server)}`;
    const client = issue(makeAuthority(), "DNS:admin");
    const access = {
      server: url,
      caPem: makeAuthority().cert,
      certPem: client.cert,
      keyPem: new Confidential(client.key),
    };
    const api = new HttpClusterApi(access, new NodeHttp());
    await expect(api.get(NODE)).rejects.toMatchObject({ name: "ApiUnreachable", failure: "tls-untrusted" });
  });
  test.each(["404 page not found", "<html></html>", '{"kind":"Status","message":"x","reason":"Other"}'])(
    "a 404 that is not the API's word for absence is no absence: %s",
    async (body) => {
      const http = new FakeHttp()
        .answer("https://api:6443/api/v1", answered(DISCOVERY))
        .answer("https://api:6443/api/v1/nodes/a", answered(body, 404));
      await expect(over(http).get(NODE)).rejects.toMatchObject({ name: "ApiRefused", status: 404 });
      await expect(over(http).delete(NODE)).rejects.toMatchObject({ name: "ApiRefused", status: 404 });
    },
  );
  test("a group is discovered once, and again after it failed", async () => {
    const http = new FakeHttp()
      .answer("https://api:6443/api/v1", answered("not ready", 503), answered(DISCOVERY))
      .answer("https://api:6443/api/v1/nodes/a", answered('{"kind":"Node"}'));
    const api = over(http);
    await expect(api.get(NODE)).rejects.toMatchObject({ status: 503 });
    await Promise.all([api.get(NODE), api.get(NODE)]);
    await api.get(NODE);
    expect(http.requests.filter(({ url }) => url.endsWith("/v1")).length).toBe(2);
  });
  test("a kind that is not served is refused, not absent", async () => {
    const http = new FakeHttp().answer("https://api:6443/api/v1", answered(DISCOVERY));
    await expect(over(http).get({ ...NODE, kind: "Wheel" })).rejects.toMatchObject({ name: "ApiRefused", status: 404 });
  });
  test("a reference of the wrong scope is a mistake of the caller", async () => {
    const api = await connect(new FakeClusterApi());
    await expect(api.get({ ...NODE, namespace: "kube-system" })).rejects.toThrow(TypeError);
    await expect(api.get({ apiVersion: "v1", kind: "ConfigMap", name: "a" })).rejects.toThrow(TypeError);
  });
});
