import { expect, test } from "vitest";
import { normalise } from "../../../../src/config/normalise.ts";
import { readConfiguration } from "../../../../src/config/read-configuration.ts";
import type { Component } from "../../../../src/domain/component.ts";
import type { Specs } from "../../../../src/domain/specs.ts";
import { checkConfigurationChange } from "../../../../src/plan/fields/check-configuration-change.ts";
import { refusedError } from "../../../../src/plan/fields/refused-error.ts";
import { exampleHostFacts } from "../../../support/example-specs.ts";

const cluster = (fields: string): string =>
  `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.37.2\n${fields}\n`;
const init = (fields: string): string => `apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n${fields}\n`;
const kubelet = (fields: string): string =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${fields}\n`;
const apiServer = (...args: readonly (readonly [string, string])[]): string =>
  cluster(`apiServer: { extraArgs: ${JSON.stringify(args.map(([name, value]) => ({ name, value })))} }`);

function specsOf(text: string): Specs {
  const read = readConfiguration({ file: "c.yaml", text });
  const specs = read.kind === "valid" ? normalise(read.written, exampleHostFacts(), { makeToken: () => "a.b" }) : read;
  if (specs.kind === "invalid") {
    throw new Error(JSON.stringify(specs.problems));
  }
  return specs;
}

function verdict(lastText: string | undefined, text: string, changedManifests = new Map<Component, string>()) {
  return checkConfigurationChange({ lastText, text, specs: specsOf(text), changedManifests, isExternalCa: false });
}
const refused = (before: string, after: string) =>
  verdict(before, after).refused.map(({ check, fieldClass }) => `${check} ${fieldClass}`);

test.each([
  [
    "service subnet",
    cluster(""),
    cluster("networking: { serviceSubnet: 10.97.0.0/16 }"),
    "networking.serviceSubnet never",
  ],
  ["DNS domain", cluster(""), cluster("networking: { dnsDomain: corp.example }"), "networking.dnsDomain never"],
  ["data directory", cluster(""), cluster("etcd: { local: { dataDir: /srv/etcd } }"), "etcd.local.dataDir never"],
  ["certificates", cluster(""), cluster("certificatesDir: /srv/pki"), "certificatesDir never"],
  [
    "data directory as a flag",
    cluster(""),
    cluster("etcd: { local: { extraArgs: [{ name: data-dir, value: /srv }] } }"),
    "etcd.local.extraArgs.data-dir never",
  ],
  ["kind of etcd", cluster(""), cluster("etcd: { external: { endpoints: ['http://192.0.2.1:2379'] } }"), "etcd never"],
  [
    "Pod subnet",
    cluster("networking: { podSubnet: 10.244.0.0/16 }"),
    cluster("networking: { podSubnet: 10.245.0.0/16 }"),
    "networking.podSubnet never",
  ],
  ["version", cluster(""), cluster("").replace("v1.37.2", "v1.36.4"), "kubernetesVersion upgrade"],
  ["endpoint", cluster(""), cluster("controlPlaneEndpoint: api.example"), "controlPlaneEndpoint readdress"],
  ["port", init(""), init("localAPIEndpoint: { bindPort: 7443 }"), "localAPIEndpoint.bindPort readdress"],
  ["name", init(""), init("nodeRegistration: { name: cp2 }"), "nodeRegistration.name readdress"],
  [
    "address",
    init(""),
    init("localAPIEndpoint: { advertiseAddress: 192.0.2.11 }"),
    "localAPIEndpoint.advertiseAddress readdress",
  ],
  ["manifests' place", kubelet(""), kubelet("staticPodPath: /srv/manifests"), "staticPodPath never"],
  ["cgroup driver", kubelet(""), kubelet("cgroupDriver: systemd"), "cgroupDriver steps"],
  [
    "encryption",
    cluster(""),
    apiServer(["encryption-provider-config", "/etc/kubernetes/enc.yaml"]),
    "apiServer.extraArgs.encryption-provider-config steps",
  ],
])("%s: refused, and told once", (_, before, after, expected) => {
  expect(refused(before, after)).toEqual([`Field-${expected}`]);
});

test.each([
  ["another flag", cluster(""), apiServer(["v", "4"])],
  ["a certificate's name", cluster(""), cluster("apiServer: { certSANs: [api.example] }")],
  ["the first Pod network", cluster(""), cluster("networking: { podSubnet: 10.244.0.0/16 }")],
  [
    "the same network, spelled otherwise",
    cluster("networking: { serviceSubnet: 10.96.0.1/12 }"),
    cluster("networking: { serviceSubnet: 10.96.0.0/12 }"),
  ],
  ["the socket's other name", init(""), init("nodeRegistration: { criSocket: /run/containerd/containerd.sock }")],
  ["the path that is in use, written out", kubelet(""), kubelet("staticPodPath: /etc/kubernetes/manifests")],
  ["a patch of etcd", cluster(""), cluster("etcd: { local: { imageTag: 3.7.9-0 } }")],
  ["comments", cluster(""), `# a word\n${cluster("")}`],
])("%s: not refused", (_, before, after) => {
  expect(refused(before, after)).toEqual([]);
});

const issuers = (...values: readonly string[]): string =>
  apiServer(...values.map((value) => ["service-account-issuer", value] as const));
const [old, next] = ["https://old.example", "https://new.example"];

test.each([
  ["accepted", [old], [old, next], true],
  ["used", [old, next], [next, old], true],
  ["the old one dropped", [next, old], [next], true],
  ["used at once", [old], [next], false],
  ["used before it is accepted", [old], [next, old], false],
  ["dropped while it issues", [old, next], [next], false],
])("an issuer is %s", (_, before, after, isAllowed) => {
  expect(refused(issuers(...before), issuers(...after))).toHaveLength(isAllowed ? 0 : 1);
});

const manifest = (...command: readonly string[]): string =>
  JSON.stringify({ spec: { containers: [{ name: "c", command }] } });

test("what somebody wrote into a running manifest counts, whatever the configuration says", () => {
  const text = cluster("");
  const running = new Map<Component, string>([["etcd", manifest("etcd", "--data-dir=/srv", "--name=cp1")]]);
  const checks = verdict(text, text, running).refused.map(({ check }) => check);
  expect(checks).toContain("Field-etcd.local.extraArgs.data-dir");
  expect(checks).not.toContain("Field-etcd.local.extraArgs.name");
});

test("a manifest that cannot be understood says nothing about flags", () => {
  expect(verdict(undefined, cluster(""), new Map([["etcd", "a: [1"]])).refused).toEqual([]);
});

test("a last configuration that is no longer valid is said to be unknown", () => {
  expect(verdict("kind: Nonsense\n", cluster("")).findings).toMatchObject([{ check: "Field", level: "unknown" }]);
});

test("what never changes is a matter of the configuration, the rest of the host", () => {
  const never = verdict(cluster(""), cluster("clusterName: other"));
  const upgrade = verdict(cluster(""), cluster("").replace("v1.37.2", "v1.36.4"));
  expect(refusedError(never.refused)).toMatchObject({ code: "FieldNeverChanges", category: "usage" });
  expect(refusedError(upgrade.refused)).toMatchObject({ code: "ChangeNotMade", category: "preflight" });
  expect(refusedError([...upgrade.refused, ...never.refused])).toMatchObject({ category: "usage" });
  expect(refusedError([])).toBeUndefined();
});

test("a refusal says what, why, and how to put it back", () => {
  const [finding] = verdict(cluster(""), cluster("networking: { serviceSubnet: 10.97.0.0/16 }")).refused;
  expect(finding?.what).toBe(
    "networking.serviceSubnet would change from 10.96.0.0/12 to 10.97.0.0/16, which cannot be done to a cluster that exists.",
  );
  expect(finding?.why).toContain("Nothing was changed.");
  expect(finding?.fix[0]).toBe("Set networking.serviceSubnet to what it was: 10.96.0.0/12");
});
