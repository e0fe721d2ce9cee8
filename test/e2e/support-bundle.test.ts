import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BUSYBOX_IMAGE } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectHealthy } from "./support/healthy.ts";
import { eventually, expectStatus, steadyplane, steadyplaneMust } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const CANARY = "CANARY7f3a9";

/** A bundle is made and unpacked: what each file of it holds, by its path below the bundle's own directory. */
async function bundle(host: TestHost, name: string): Promise<ReadonlyMap<string, string>> {
  const out = `/root/${name}.tar.gz`;
  const made = await steadyplaneMust(host, ["support-bundle", "--out", out, "--yes"]);
  expect(made.stderr).toContain("The bundle holds, without secrets:");
  expect(statSync(host.path(out)).mode & 0o777).toBe(0o600);
  await host.sh(`tar -C /root -xzf ${out}`);
  const root = host.path(`/root/${name}`);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

/** Lines of every private key of the node, and the same as kubeconfigs hold them. */
async function keyLines(host: TestHost): Promise<readonly string[]> {
  const keys = await host.sh(
    "find /etc/kubernetes/pki /var/lib/kubelet/pki -name '*.key' -o -name '*.pem' | xargs sed -n '/PRIVATE KEY/,/END/p' | grep -v -e ----- ",
  );
  const inKubeconfigs = await host.sh("sed -n 's/.*client-key-data: //p' /etc/kubernetes/*.conf");
  return [...keys.split("\n"), ...inKubeconfigs.split("\n")].filter((line) => line.length > 40);
}

test("everything that helps is in a bundle, and no secret", async () => {
  const host = controlPlane();
  await expectHealthy(host);
  const [token, printed] = [`abcdef.${"0123456789abcdef"}`, `${CANARY}-printed-without-a-label`];
  await host.sh(`
    cp -p /etc/steadyplane/cluster.yaml /etc/kubernetes/super-admin.conf /root/
    for key in $(find /etc/kubernetes/pki -name '*.key'); do sed -i "1i ${CANARY}-comment" $key; done
    sed -i 's/^users:$/users:\\n- name: canary\\n  user: { token: ${CANARY}-kubeconfig-token, password: ${CANARY}-password }/' /etc/kubernetes/super-admin.conf
    printf 'apiVersion: v1\\nkind: Config\\nusers:\\n- name: x\\n  user: { token: ${printed} }\\n' >/etc/kubernetes/other.conf
    printf 'SOME_API_TOKEN=${CANARY}-flag\\n' >>/var/lib/kubelet/kubeadm-flags.env
    printf '\\n# note to self: ${CANARY}-remark\\n' >>/etc/steadyplane/cluster.yaml`);
  const pod = `# ${CANARY}-in-a-comment
apiVersion: v1
kind: Pod
metadata: { name: talker, namespace: kube-system }
spec:
  terminationGracePeriodSeconds: 1
  hostNetwork: true
  containers:
  - name: main
    image: ${BUSYBOX_IMAGE}
    env:
    - { name: DB_PASSWORD, value: ${CANARY}-variable }
    command:
    - sh
    - -c
    - 'echo "password=${CANARY}-logged token: ${CANARY}-logged-too"; echo ${printed}; echo "Authorization: Bearer ${CANARY}-bearer" ${token}; echo it works; exec sleep 1000'
    - --api-token=${CANARY}-argument
`;
  writeFileSync(host.path("/root/talker.yaml"), pod);
  await steadyplaneMust(host, ["static-pods", "add", "/root/talker.yaml"]);

  const files = await bundle(host, "healthy");
  const names = [...files.keys()];
  const everything = [...files.values()].join("\n");
  for (const name of [
    "status.txt",
    "explain/etcd.txt",
    "explain/kube-apiserver.txt",
    "versions.txt",
    "certificates.txt",
    "revisions.txt",
    "configuration/cluster.yaml",
    "configuration/kubelet-config.yaml",
    "configuration/kubeadm-flags.env",
    "manifests/kube-apiserver.yaml",
    "manifests/talker.yaml",
    "kubeconfigs/admin.conf",
    "kubeconfigs/other.conf",
    "logs/kubelet.log",
    "logs/containerd.log",
    `logs/talker-${host.hostname}/main-0.log`,
    `logs/kube-apiserver-${host.hostname}/kube-apiserver-0.log`,
    "cri/sandboxes.json",
    "cri/containers.json",
    "cri/images.json",
    "host.txt",
  ]) {
    expect(names).toContain(name);
    expect(files.get("INDEX.txt")).toContain(name);
  }
  expect(everything).not.toContain(printed);
  expect(everything).not.toContain("0123456789abcdef");
  const seen = [...files]
    .filter(([, text]) => text.includes(CANARY))
    .map(([path, text]) => {
      const at = text.indexOf(CANARY);
      return `${path}: ${text.slice(at - 40, at + 60)}`;
    });
  expect(seen).toEqual([]);
  const keys = await keyLines(host);
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((line) => everything.includes(line))).toEqual([]);
  expect(everything).not.toContain("PRIVATE KEY");

  expect(files.get("status.txt")).toContain("is healthy");
  expect(files.get("certificates.txt")).toMatch(/kube-apiserver-etcd-client/u);
  expect(files.get(`logs/talker-${host.hostname}/main-0.log`)).toContain("it works");
  expect(files.get("manifests/kube-apiserver.yaml")).toContain("--etcd-servers=");
  expect(files.get("kubeconfigs/admin.conf")).toContain("certificate-authority-data:");
  await steadyplaneMust(host, ["static-pods", "remove", "talker"]);
  await host.sh(`rm /etc/kubernetes/other.conf; sed -i '/${CANARY}/d' /var/lib/kubelet/kubeadm-flags.env
    cp -p /root/cluster.yaml /etc/steadyplane/; cp -p /root/super-admin.conf /etc/kubernetes/`);
});

test("nothing is overwritten, and nobody is asked where there is no terminal", async () => {
  const host = controlPlane();
  await host.sh("echo mine >/root/taken.tar.gz");
  const taken = expectStatus(await steadyplane(host, ["support-bundle", "--out", "/root/taken.tar.gz", "--yes"]), 2);
  expect(taken.stderr).toContain("BundleExists");
  expect(readFileSync(host.path("/root/taken.tar.gz"), "utf8")).toBe("mine\n");
  expectStatus(await steadyplane(host, ["support-bundle", "--out", "/root/unasked.tar.gz"]), 2);
  expect(existsSync(host.path("/root/unasked.tar.gz"))).toBe(false);
});

test("it is made where kubelet, runtime, etcd and API are away, and says what it lacks", async () => {
  const host = controlPlane();
  await host.sh(`steadyplane service stop kubelet; pkill -STOP -x containerd; pkill -STOP -x etcd`);
  try {
    const startedAt = performance.now();
    const files = await bundle(host, "broken");
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    const index = files.get("INDEX.txt") ?? "";
    expect(index.slice(index.indexOf("Not in it:"))).toContain("cri/sandboxes.json: ");
    expect(files.get("status.txt")).toContain("is not healthy");
    expect([...files.keys()]).toContain("logs/kubelet.log");
    expect([...files.keys()].filter((path) => path.endsWith("etcd-0.log"))).toHaveLength(1);
  } finally {
    await host.sh(`pkill -CONT -x etcd; pkill -CONT -x containerd; steadyplane service start kubelet`);
  }
  await eventually("all is well again", 120_000, async () => (await steadyplane(host, ["status"])).status === 0);
});
