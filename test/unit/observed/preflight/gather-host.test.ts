import { expect, test } from "vitest";
import { gatherHost } from "../../../../src/observed/preflight/gather-host.ts";
import { preflight } from "../../../../src/plan/preflight/preflight.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { FakeProcesses } from "../../../support/fake-processes.ts";
import { FakeServices } from "../../../support/fake-services.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { componentManifest, exampleRequest } from "../../../support/preflight-facts.ts";

const [cluster, node, request] = [exampleClusterSpec(), exampleNodeSpec(), exampleRequest()];

/** A host on which everything is as it should be. */
function readyHost() {
  const files = new InMemoryFileSystem()
    .put("/proc/self/status", "Name:\tnode\nUid:\t1000\t0\t0\t0\nCpus_allowed_list:\t0-1,4\n")
    .put("/proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n")
    .put("/proc/self/mounts", "/dev/sda1 / ext4 rw,relatime 0 0\nnas:/x /mnt/a\\040b nfs ro 0 0\n")
    .put("/proc/sys/net/ipv4/ip_forward", "1\n")
    .put("/proc/sys/net/ipv6/conf/default/forwarding", "0\n")
    .put("/usr/bin/mount", "")
    .put("/usr/bin/cp", "")
    .put("/usr/sbin/losetup", "")
    .putDirectory("/var/lib")
    .putDirectory("/etc");
  return {
    files,
    commands: new FakeCommands()
      .answer("kubelet --version", { stdout: "Kubernetes v1.37.2\n" })
      .answer("getent ahosts cp1", { stdout: "192.0.2.10      STREAM cp1\n192.0.2.10      DGRAM\n" }),
    processes: new FakeProcesses(),
    interfaces: { addresses: () => [{ interface: "eth0", address: "192.0.2.10", family: 4 as const }] },
    runtime: new FakeContainerRuntime().putImage("registry.k8s.io/kube-apiserver:v1.37.2"),
    services: new FakeServices().put("kubelet", { state: "stopped" }),
    clock: new FakeClock(Date.UTC(2026, 5, 1)),
  };
}

test("gathers a host on which every check passes, and changes nothing", async () => {
  const ports = readyHost();
  const facts = await gatherHost(ports, cluster, node, request);
  expect(preflight(cluster, node, facts)).toEqual([]);
  expect(facts).toMatchObject({
    userId: { value: 0 },
    cpus: { value: 3 },
    memoryBytes: { value: 8 * 2 ** 30 },
    nodeNameAddresses: { value: ["192.0.2.10"] },
    mounts: { value: [{ path: "/" }, { path: "/mnt/a b", fileSystem: "nfs", isReadOnly: true }] },
  });
  expect(ports.files.operations).toEqual([]);
  expect(ports.services.calls).toEqual([]);
});

test("finds what is wrong with a host on which nothing is installed", async () => {
  const ports = {
    ...readyHost(),
    files: new InMemoryFileSystem(),
    commands: new FakeCommands(),
    runtime: undefined,
    services: new FakeServices(),
  };
  const findings = preflight(cluster, node, await gatherHost(ports, cluster, node, request));
  const named = (level: string) => findings.flatMap((finding) => (finding.level === level ? [finding.check] : []));
  expect(named("reject")).toEqual([
    "CRI",
    "KubeletVersion",
    "Service-kubelet",
    "FileExisting-mount",
    "FileExisting-cp",
  ]);
  expect(named("unknown")).toEqual([
    "IsPrivilegedUser",
    "NumCPU",
    "Mem",
    "StaticPodMount",
    "FileContent--proc-sys-net-ipv4-ip_forward",
    "Hostname",
  ]);
});

test("looks at every file that the kubelet takes for a Pod, and only at those", async () => {
  const ports = readyHost();
  ports.files
    .put("/etc/kubernetes/manifests/etcd.yaml", componentManifest("etcd"), 0o600)
    .put("/etc/kubernetes/manifests/.etcd.yaml.tx0123456789ab", "half")
    .put("/etc/kubernetes/manifests/old/etcd.yaml", "")
    .putLink("/etc/kubernetes/manifests/link.yaml", "/etc/passwd");
  const { staticPods } = await gatherHost(ports, cluster, node, request);
  expect(staticPods.manifests).toMatchObject({
    value: [{ path: "/etc/kubernetes/manifests/etcd.yaml" }, { path: "/etc/kubernetes/manifests/link.yaml" }],
  });
  expect(staticPods.parents.map(({ path }) => path)).toEqual(["/", "/etc", "/etc/kubernetes"]);
});

test("measures room where a directory would be made, and sees what is in etcd's", async () => {
  const ports = readyHost();
  ports.files.put("/var/lib/etcd/member/wal", "").makeUnreadable("/etc/kubernetes/pki/ca.crt", "EIO");
  const facts = await gatherHost(ports, cluster, node, request);
  expect(facts.space.map(({ path, free }) => `${path} ${free.kind}`)).toEqual([
    "/etc/kubernetes present",
    "/var/lib/kubelet present",
    "/var/lib/etcd present",
  ]);
  expect(facts.etcdDataDirectory.names).toEqual({ kind: "present", value: ["member"] });
  expect(facts.authorities[0]?.notBefore).toEqual({ kind: "unreadable", reason: "EIO" });
});

test("asks the kubelet that would be started for its version", async () => {
  const ports = readyHost();
  const definition = { command: "/opt/kubelet", args: ["--config=/var/lib/kubelet/config.yaml"] };
  ports.files.put("/etc/steadyplane/services/kubelet.json", JSON.stringify(definition));
  ports.commands.answer("/opt/kubelet --version", { stdout: "Kubernetes v1.36.4\n" });
  const seen = async () => (await gatherHost(ports, cluster, node, request)).kubeletVersion;
  expect(await seen()).toEqual({ kind: "present", value: "v1.36.4" });
  ports.commands.answer("/opt/kubelet --version", { exitCode: undefined, startError: "EACCES" });
  expect(await seen()).toEqual({ kind: "unreadable", reason: "/opt/kubelet --version failed (EACCES)" });
});

test("keeps the last words of a kubelet that stops again and again", async () => {
  const ports = readyHost();
  ports.files.put("/var/lib/kubelet/config.yaml", "kind: KubeletConfiguration\n");
  ports.services.put("kubelet", { state: "restarting", lastExit: "exit status 1" }, ["swap is on"]);
  const facts = await gatherHost(ports, cluster, node, request);
  expect(preflight(cluster, node, facts)).toMatchObject([{ check: "Service-kubelet", level: "warn" }]);
});

test("says that the runtime does not answer", async () => {
  const ports = readyHost();
  ports.runtime.isAvailable = false;
  const facts = await gatherHost(ports, cluster, node, request);
  expect(facts.runtime.kind).toBe("unreadable");
  expect(preflight(cluster, node, facts)).toMatchObject([{ check: "CRI", level: "reject" }]);
});
