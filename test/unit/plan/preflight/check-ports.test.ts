import { expect, test } from "vitest";
import type { ListenerFact, ManifestFact } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkPorts } from "../../../../src/plan/preflight/check-ports.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import {
  componentManifest,
  exampleFacts,
  manifestFact,
  present,
  UNREADABLE,
} from "../../../support/preflight-facts.ts";

const found = (listeners: readonly ListenerFact[], manifests: readonly ManifestFact[] = []) => {
  const staticPods = { ...exampleFacts().staticPods, manifests: present(manifests) };
  const facts = exampleFacts({ listeners: present(listeners), staticPods });
  return checkPorts(exampleClusterSpec(), exampleNodeSpec(), facts);
};
const listener = (port: number, address = "::", name = "nginx", pid = 812): ListenerFact => ({
  address,
  port,
  process: { pid, name },
});

test("passes where nothing listens, or only elsewhere", () => {
  expect(found([])).toEqual([]);
  expect(found([listener(80), listener(2381, "192.0.2.10"), listener(2380, "127.0.0.1")])).toEqual([]);
});

test.each([
  [6443, "127.0.0.1"],
  [10250, "0.0.0.0"],
  [10248, "127.0.0.1"],
  [10257, "127.0.0.1"],
  [10259, "::"],
  [2379, "127.0.0.1"],
  [2379, "192.0.2.10"],
  [2380, "::ffff:192.0.2.10"],
  [2381, "127.0.0.1"],
])("rejects port %i taken on %s, and names process and pid", (port, address) => {
  const [finding, ...others] = found([listener(port, address)]);
  expect(finding).toMatchObject({ check: `Port-${port}`, level: "reject" });
  expect(finding?.what).toBe(`Port ${port} is already in use by nginx (pid 812).`);
  expect(others).toEqual([]);
});

test("reports one process on two addresses once, two processes twice", () => {
  expect(found([listener(6443, "0.0.0.0"), listener(6443, "::")])).toHaveLength(1);
  expect(found([listener(2379, "127.0.0.1"), listener(2379, "192.0.2.10", "etcd", 9)])).toHaveLength(2);
});

test("accepts a component that runs from its manifest, and no other", () => {
  const manifest = manifestFact("kube-controller-manager.yaml", componentManifest("kube-controller-manager"));
  // As the kernel cuts it.
  const own = listener(10257, "127.0.0.1", "kube-controller");
  expect(found([own], [manifest])).toEqual([]);
  expect(found([own])).toHaveLength(1);
  expect(found([listener(10257, "127.0.0.1", "nginx")], [manifest])).toHaveLength(1);
  expect(found([own], [{ ...manifest, text: present("kind: Pod") }])).toHaveLength(1);
  expect(found([own], [manifestFact("x.yaml", componentManifest("kube-controller-manager"))])).toHaveLength(1);
});

test("accepts the kubelet on its own ports, and nowhere else", () => {
  const kubelet = (port: number) => listener(port, "127.0.0.1", "kubelet");
  expect(found([kubelet(10250), kubelet(10248)])).toEqual([]);
  expect(found([kubelet(6443)])).toHaveLength(1);
});

test("rejects a port whose holder cannot be told", () => {
  const [finding] = found([{ address: "::", port: 6443, process: undefined }]);
  expect(finding).toMatchObject({ check: "Port-6443", level: "reject" });
});

test("says so where the listeners cannot be told", () => {
  const facts = exampleFacts({ listeners: UNREADABLE });
  expect(checkPorts(exampleClusterSpec(), exampleNodeSpec(), facts)).toMatchObject([{ level: "unknown" }]);
});
