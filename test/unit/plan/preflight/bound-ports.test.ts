import { expect, test } from "vitest";
import type { LocalEtcdSpec } from "../../../../src/domain/cluster-spec.ts";
import { boundPorts } from "../../../../src/plan/preflight/bound-ports.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";

const ports = (cluster = exampleClusterSpec(), node = exampleNodeSpec(), kubelet = {}) =>
  boundPorts(cluster, node, kubelet).map(({ component, address, port }) => `${component} ${address} ${port}`);

test("lists every port on every address, 2381 and 127.0.0.1 included", () => {
  expect(ports()).toEqual([
    "kube-apiserver :: 6443",
    "kube-controller-manager 127.0.0.1 10257",
    "kube-scheduler 127.0.0.1 10259",
    "etcd 127.0.0.1 2379",
    "etcd 192.0.2.10 2379",
    "etcd 192.0.2.10 2380",
    "etcd 127.0.0.1 2381",
    "kubelet :: 10250",
    "kubelet 127.0.0.1 10248",
  ]);
});

test("follows what the user wrote", () => {
  const base = exampleClusterSpec();
  const cluster = exampleClusterSpec({
    scheduler: { ...base.scheduler, extraArgs: [{ name: "bind-address", value: "192.0.2.10" }] },
    etcd: {
      ...base.etcd,
      kind: "local",
      extraArgs: [{ name: "listen-metrics-urls", value: "http://127.0.0.1:9381,http://[::1]:9381" }],
    } as LocalEtcdSpec,
  });
  const listed = ports(cluster, exampleNodeSpec({ bindPort: 7443 }), { healthzPort: 0, port: 11250 });
  expect(listed).toContain("kube-apiserver :: 7443");
  expect(listed).toContain("kube-scheduler 192.0.2.10 10259");
  expect(listed).toContain("etcd ::1 9381");
  expect(listed).toContain("kubelet :: 11250");
  expect(listed.some((line) => / (?:2381|10248|0)$/u.test(line))).toBe(false);
});
