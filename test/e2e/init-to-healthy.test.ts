import { afterAll, beforeAll, expect, test } from "vitest";
import { BUSYBOX_IMAGE } from "../lab/node-source.ts";
import type { CommandOutcome } from "../lab/command.ts";
import type { TestHost } from "../lab/test-host.ts";
import { COMPONENTS, expectHealthy } from "./support/healthy.ts";
import {
  eventually,
  expectStatus,
  init,
  kubectl,
  steadyplane,
  steadyplaneMust,
  writeConfiguration,
} from "./support/steadyplane.ts";
import { openHost } from "./support/with-host.ts";

let host: TestHost;
let outcome: CommandOutcome;

beforeAll(async () => {
  host = await openHost({ hostname: "cp-1" });
  writeConfiguration(host, { cluster: "networking: { podSubnet: 10.244.0.0/16 } # ours" });
  outcome = expectStatus(await init(host), 0);
});

afterAll(async () => host.destroy());

test("init ends with exit status 0, how to use the cluster, and the line that joins a worker", () => {
  expect(outcome.stderr + outcome.stdout).not.toMatch(/at .*\.(ts|mjs):\d+/u);
  expect(outcome.stdout).toContain("/etc/kubernetes/admin.conf");
  expect(outcome.stdout).toMatch(
    new RegExp(
      `kubeadm join ${host.address}:6443 --token [a-z0-9]{6}\\.[a-z0-9]{16}[\\s\\\\]+--discovery-token-ca-cert-hash sha256:[0-9a-f]{64}`,
      "u",
    ),
  );
});

test("the control plane is healthy, and status says so", async () => {
  await expectHealthy(host);
  const status = await steadyplane(host, ["status"]);
  expectStatus(status, 0);
  for (const component of COMPONENTS) {
    expect(status.stdout).toContain(component);
  }
  const json = await steadyplaneMust(host, ["status", "-o", "json"]);
  expect(() => JSON.parse(json.stdout.trim().split("\n").at(-1) ?? "")).not.toThrow();
});

test("the Node carries kubeadm's label, annotation and taint", async () => {
  const node = JSON.parse(await kubectl(host, "get", "node", "cp-1", "-o", "json"));
  expect(node.metadata.labels).toHaveProperty(["node-role.kubernetes.io/control-plane"], "");
  expect(node.spec.taints).toContainEqual({ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" });
});

test.each([
  ["configmap", "kube-system", "kubeadm-config"],
  ["configmap", "kube-system", "kubelet-config"],
  ["configmap", "kube-public", "cluster-info"],
  ["role", "kube-system", "kubeadm:nodes-kubeadm-config"],
  ["role", "kube-system", "kubeadm:kubelet-config"],
  ["role", "kube-public", "kubeadm:bootstrap-signer-clusterinfo"],
  ["clusterrolebinding", "", "kubeadm:kubelet-bootstrap"],
  ["clusterrolebinding", "", "kubeadm:node-autoapprove-bootstrap"],
  ["clusterrolebinding", "", "kubeadm:node-autoapprove-certificate-rotation"],
  ["clusterrolebinding", "", "kubeadm:cluster-admins"],
])("the %s %s/%s is there", async (kind, namespace, name) => {
  const where = namespace === "" ? [] : ["-n", namespace];
  expect(await kubectl(host, "get", kind, ...where, name, "-o", "name")).toContain(name);
});

test("cluster-info is signed with the bootstrap token, so that a worker can trust it", async () => {
  const token = /--token ([a-z0-9]{6})\./u.exec(outcome.stdout)?.[1] ?? "no token";
  // By a controller, once it has seen the Secret.
  await eventually("cluster-info is signed", 30_000, async () =>
    (await kubectl(host, "get", "configmap", "-n", "kube-public", "cluster-info", "-o", "json")).includes(
      `"jws-kubeconfig-${token}"`,
    ),
  );
  expect(token).toHaveLength(6);
});

test("the kubelet's client certificate is one that it renews itself", async () => {
  const conf = await host.sh("cat /etc/kubernetes/kubelet.conf");
  expect(conf).toContain("/var/lib/kubelet/pki/kubelet-client-current.pem");
  expect(conf).not.toContain("client-key-data");
});

test("the configuration is kept as it was written, for root alone", async () => {
  expect(await host.sh("stat -c '%a %U:%G' /etc/steadyplane/cluster.yaml")).toBe("600 root:root\n");
  expect(await host.sh("cat /etc/steadyplane/cluster.yaml")).toContain("podSubnet: 10.244.0.0/16 } # ours");
});

test("no draft is left behind", async () => {
  expect(await host.sh("find /etc/kubernetes /var/lib/kubelet -maxdepth 3 -name '.*' -type f")).toBe("");
});

test("a Pod runs, with an address of the Pod network", async () => {
  await kubectl(host, "taint", "node", "cp-1", "node-role.kubernetes.io/control-plane-");
  await kubectl(host, "wait", "--for=create", "serviceaccount/default", "--timeout=30s");
  await kubectl(host, "run", "probe", `--image=${BUSYBOX_IMAGE}`, "--command", "--", "sleep", "1000");
  await kubectl(host, "wait", "--for=condition=Ready", "pod/probe", "--timeout=60s");
  expect(await kubectl(host, "get", "pod", "probe", "-o", "jsonpath={.status.podIP}")).toMatch(/^10\.244\./u);
});

test("the same command again changes nothing and restarts nothing", async () => {
  const containers = "ctr -n k8s.io tasks ls -q | sort; find /etc/kubernetes -type f -printf '%p %T@ %i\\n' | sort";
  const before = await host.sh(containers);
  const again = await init(host);
  expectStatus(again, 0);
  expect(await host.sh(containers)).toBe(before);
});

test("a bad command line is refused with exit status 2, and without a stack", async () => {
  const wrong = await steadyplane(host, ["init", "--no-such-flag"]);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("--no-such-flag");
  expect(wrong.stderr).not.toContain("node_modules");
});
