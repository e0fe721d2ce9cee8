import { expect, it } from "vitest";
import { etcdProbeEndpoint } from "../../../../src/desired/manifests/etcd-probe-endpoint.ts";

it.each<[string | undefined, string, number, string]>([
  [undefined, "127.0.0.1", 2381, "HTTP"],
  ["http://127.0.0.1:80", "127.0.0.1", 80, "HTTP"],
  ["https://192.0.2.10:2391,http://127.0.0.1:2381", "192.0.2.10", 2391, "HTTPS"],
  ["http://[2001:db8::10]:2391", "2001:db8::10", 2391, "HTTP"],
  ["http://:2391", "127.0.0.1", 2391, "HTTP"],
  ["http://etcd.example", "etcd.example", 2381, "HTTP"],
  ["http://127.0.0.1:99999", "127.0.0.1", 2381, "HTTP"],
  ["", "127.0.0.1", 2381, "HTTP"],
])("probes %s at %s, port %i, by %s", (written, host, port, scheme) => {
  const extraArgs = written === undefined ? [] : [{ name: "listen-metrics-urls", value: written }];

  expect(etcdProbeEndpoint(extraArgs, "192.0.2.10")).toEqual({ host, port, scheme });
});

it("counts the last of several", () => {
  const extraArgs = [2391, 2392].map((port) => ({ name: "listen-metrics-urls", value: `http://127.0.0.1:${port}` }));

  expect(etcdProbeEndpoint(extraArgs, "192.0.2.10").port).toBe(2392);
});
