import { expect, test } from "vitest";
import type { Arg } from "../../../../src/domain/cluster-spec.ts";
import { checkProxy } from "../../../../src/plan/preflight/check-proxy.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts } from "../../../support/preflight-facts.ts";

const HTTPS = { name: "HTTPS_PROXY", value: "http://proxy.example:3128" };

const found = (proxyEnv: readonly Arg[]) =>
  checkProxy(exampleClusterSpec(), exampleNodeSpec({ proxyEnv }), exampleFacts()).map(
    ({ check, what }) => `${check} ${what.split(" ")[2] ?? ""}`,
  );

test("passes without a proxy, and where NO_PROXY has everything", () => {
  expect(found([])).toEqual([]);
  expect(found([HTTPS, { name: "NO_PROXY", value: "192.0.2.0/24, 10.0.0.0/8" }])).toEqual([]);
  expect(found([HTTPS, { name: "no_proxy", value: "*" }])).toEqual([]);
});

test("names every address and network that would go through the proxy", () => {
  expect(found([HTTPS])).toEqual(["HTTPProxy 192.0.2.10", "HTTPProxyCIDR 10.96.0.0/12", "HTTPProxyCIDR 10.244.0.0/16"]);
  expect(found([HTTPS, { name: "NO_PROXY", value: "192.0.2.10,10.96.0.0/16" }])).toEqual([
    "HTTPProxyCIDR 10.96.0.0/12",
    "HTTPProxyCIDR 10.244.0.0/16",
  ]);
});
