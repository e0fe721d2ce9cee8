import { expect, test } from "vitest";
import { proxyVariables } from "../../../../src/observed/host/proxy-variables.ts";

test("takes the proxy variables in both cases, sorted, and nothing else", () => {
  const environment = {
    no_proxy: "10.0.0.0/8",
    HTTPS_PROXY: "http://proxy.example:3128",
    HTTP_PROXY: "",
    npm_config_https_proxy: "http://other.example",
    PATH: "/bin",
  };
  expect(proxyVariables(environment)).toEqual([
    { name: "HTTPS_PROXY", value: "http://proxy.example:3128" },
    { name: "no_proxy", value: "10.0.0.0/8" },
  ]);
});
