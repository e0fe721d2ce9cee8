import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { commitRevision } from "../../src/apply/transaction/commit-revision.ts";
import { parse } from "yaml";
import { type Examination, type Outcome, examine } from "../../src/diagnose/doctor/examine.ts";
import { expectationFromManifests } from "../../src/diagnose/expectation-from-manifests.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { COMPONENTS, type Component } from "../../src/domain/component.ts";
import type { HostFacts } from "../../src/domain/node-spec.ts";
import type { Specs } from "../../src/domain/specs.ts";
import type { InterfaceAddress } from "../../src/ports/network-interfaces.ts";
import { readApiAccess } from "../../src/observed/api-access.ts";
import { observeDoctor } from "../../src/observed/doctor/observe-doctor.ts";
import { exampleHostFacts } from "./example-specs.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeCommands } from "./fake-commands.ts";
import { FakeContainerRuntime } from "./fake-container-runtime.ts";
import { FakeEtcd } from "./fake-etcd.ts";
import { answered, FakeHttp } from "./fake-http.ts";
import { FakePacketFilter } from "./fake-packet-filter.ts";
import { FakeProcesses } from "./fake-processes.ts";
import { FakeServices } from "./fake-services.ts";
import { FakeTlsServers } from "./fake-tls-servers.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { NodeInMemory } from "./node-in-memory.ts";

export const MANIFESTS = "/etc/kubernetes/manifests";
export const PKI = "/etc/kubernetes/pki";
const API = "https://192.0.2.10:6443";
const PAUSE = "registry.k8s.io/pause:3.10.1";
const KUBELET = { command: "/usr/local/bin/kubelet", args: ["--config=/var/lib/kubelet/config.yaml"] };
const CONFIGURATION = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.37.2
networking: { podSubnet: 10.244.0.0/16 }
`;
const PIDS: Readonly<Record<Component | "kubelet", number>> = {
  etcd: 101,
  "kube-apiserver": 102,
  "kube-controller-manager": 103,
  "kube-scheduler": 104,
  kubelet: 100,
};
const PORTS: readonly (readonly [port: number, owner: Component | "kubelet", ...addresses: string[]])[] = [
  [6443, "kube-apiserver", "::"],
  [2379, "etcd", "127.0.0.1", "192.0.2.10"],
  [2380, "etcd", "192.0.2.10"],
  [2381, "etcd", "127.0.0.1"],
  [10257, "kube-controller-manager", "127.0.0.1"],
  [10259, "kube-scheduler", "127.0.0.1"],
  [10250, "kubelet", "::"],
  [10248, "kubelet", "127.0.0.1"],
];

interface PodDocument {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly [{ readonly image: string; readonly command: readonly string[] }] };
}

/** A host for `doctor` to look over: by default a node that this tool made and on which all is well, until a test breaks something. */
export class DoctorHost {
  readonly clock = new FakeClock(Date.UTC(2026, 0, 1, 1));
  readonly files: InMemoryFileSystem;
  readonly http = new FakeHttp();
  readonly runtime = new FakeContainerRuntime();
  readonly services = new FakeServices().put("kubelet", { pid: 100 }).put("containerd", { pid: 99 });
  readonly etcd: FakeEtcd;
  readonly tls = new FakeTlsServers();
  readonly packets = new FakePacketFilter(this.clock);
  readonly commands = new FakeCommands()
    .answer("getent ahosts", { stdout: "192.0.2.10 STREAM cp1\n" })
    .answer("/usr/local/bin/kubelet --version", { stdout: "Kubernetes v1.37.2\n" });
  processes = new FakeProcesses().put({ pid: 98, name: "chronyd" });
  addresses: readonly InterfaceAddress[] = [
    { interface: "lo", address: "127.0.0.1", family: 4 },
    { interface: "eth0", address: "192.0.2.10", family: 4 },
  ];
  facts: HostFacts = exampleHostFacts();
  named: { readonly file: string; readonly specs: Specs } | undefined;
  /** Where the packet filter cannot be looked at. */
  isFilterClosed = false;
  readonly #startedAt = this.clock.now() - 600_000;

  private constructor(disk: InMemoryFileSystem) {
    this.files = new InMemoryFileSystem().putAll(disk.snapshot());
    this.files.names.add("etcd");
    this.etcd = new FakeEtcd(this.files, this.clock);
  }

  static async healthy(): Promise<DoctorHost> {
    disk ??= makeDisk();
    const host = new DoctorHost(await disk);
    for (const component of COMPONENTS) {
      host.start(component);
    }
    for (const [port, owner, ...addresses] of PORTS) {
      addresses.forEach((address) =>
        host.processes.putListener(port, { pid: PIDS[owner], name: owner.slice(0, 15) }, address),
      );
    }
    host.runtime.putImage(PAUSE);
    host.#answerAll();
    return host;
  }

  /** A machine on which nothing is installed yet. */
  static async bare(): Promise<DoctorHost> {
    const host = new DoctorHost(machine(new InMemoryFileSystem()));
    host.services.put("kubelet", { state: "absent" }).put("containerd", { state: "absent" });
    host.runtime.isAvailable = false;
    return host;
  }

  /** A Pod of the component runs as its manifest says. */
  start(component: Component): this {
    const { metadata, spec } = parse(this.files.text(`${MANIFESTS}/${component}.yaml`) ?? "") as PodDocument;
    const [{ image, command }] = spec.containers;
    const [pid, startedAt] = [PIDS[component], this.#startedAt];
    const annotations = { ...metadata.annotations, "kubernetes.io/config.hash": `hash-${component}` };
    this.runtime
      .putImage(image)
      .putSandbox({ id: component, name: `${component}-cp1`, uid: component, createdAt: startedAt, annotations });
    this.runtime.putContainer({ id: `${component}-0`, sandboxId: component, name: component, image, pid, startedAt });
    this.processes.put({ pid, name: component.slice(0, 15), args: command, startedAt });
    return this;
  }
  /** What the node's API shows of it. */
  api(path: string, body: unknown): this {
    this.http.answer(`${API}${path}`, answered(JSON.stringify(body)));
    return this;
  }
  /** Whether this runs as root, or as somebody who may read nothing that is root's. */
  asUser(id: number): this {
    this.files.put("/proc/self/status", `Uid:\t${id}\t${id}\t${id}\t${id}\nCpus_allowed_list:\t0-3\n`);
    return this;
  }

  async examine(): Promise<Examination> {
    const access = await readApiAccess(absolute("/etc/kubernetes/admin.conf"), this.files);
    const kubeletConfigPath = absolute("/var/lib/kubelet/config.yaml");
    const { facts, named } = this;
    const { staticPodPath } = facts;
    const expectation = await expectationFromManifests(this.files, {
      nodeName: "cp1",
      hostname: "cp1",
      staticPodPath,
      kubeletConfigPath,
      access: access.kind === "present" ? access.value : undefined,
      address: "192.0.2.10",
    });
    const { files, clock, http, runtime, services, etcd, tls, packets, commands, processes } = this;
    const filter = this.isFilterClosed ? closed(packets) : packets;
    const interfaces = { addresses: () => this.addresses };
    return examine(
      await observeDoctor(
        {
          files,
          clock,
          http,
          runtime,
          services,
          tls,
          packets: filter,
          commands,
          processes,
          interfaces,
          etcdAt: () => etcd,
        },
        {
          ...{
            facts,
            nodeName: "cp1",
            criSocket: "unix:///run/containerd/containerd.sock",
            staticPodPath,
            kubeletConfigPath,
          },
          ...{ expectation, named, stored: CONFIGURATION_FILE, madeHere: "made.here" },
        },
      ),
    );
  }
  /** What one check comes to. */
  async outcome(name: string): Promise<Outcome> {
    const { outcomes } = await this.examine();
    const found = outcomes.find(({ check }) => check === name);
    if (found === undefined) {
      throw new Error(`no check ${name} on this host`);
    }
    return found;
  }

  #answerAll(): void {
    const { http } = this;
    const ok = answered("ok");
    http.answer("http://127.0.0.1:10248/healthz", ok).answer("http://127.0.0.1:2381/readyz", ok);
    http.answer("https://127.0.0.1:10257/", ok).answer("https://127.0.0.1:10259/", ok);
    http.answer(`${API}/readyz`, ok).answer(`${API}/livez`, ok);
    http.answer("http://127.0.0.1:2381/metrics", answered(metrics(0.004)));
    this.api("/api/v1/nodes/cp1", {
      status: { conditions: [{ type: "Ready", status: "True" }], nodeInfo: { kubeletVersion: "v1.37.2" } },
    });
    this.lease(this.clock.now() - 1_000);
    this.api("/api/v1/namespaces/kube-system/pods", {
      items: COMPONENTS.map((component) => ({
        metadata: { name: `${component}-cp1`, annotations: { "kubernetes.io/config.hash": `hash-${component}` } },
        status: { phase: "Running" },
      })),
    });
    const pem = (name: string): string => this.files.text(`${PKI}/${name}`) ?? "";
    this.tls.show("192.0.2.10", 6443, pem("apiserver.crt")).show("127.0.0.1", 2379, pem("etcd/server.crt"));
  }
  /** Controller manager and scheduler of this host lead, and renewed their leases at `renewedAt`. */
  lease(renewedAt: number): this {
    const spec = { holderIdentity: "cp1_0b6f", renewTime: new Date(renewedAt).toISOString() };
    const items = ["kube-controller-manager", "kube-scheduler"].map((name) => ({ metadata: { name }, spec }));
    return this.api("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases", { items });
  }
}

/** etcd's measure of its disk: all of a hundred took as long as this, in seconds. */
export function metrics(seconds: number): string {
  return ["etcd_disk_wal_fsync_duration_seconds", "etcd_disk_backend_commit_duration_seconds"]
    .flatMap((name) => [
      ...[0.001, 0.004, 0.016, 0.064, 0.128, 0.256].map(
        (bound) => `${name}_bucket{le="${bound}"} ${bound >= seconds ? 100 : 0}`,
      ),
      `${name}_bucket{le="+Inf"} 100`,
    ])
    .join("\n");
}

function closed(packets: FakePacketFilter): FakePacketFilter {
  return Object.assign(Object.create(packets) as FakePacketFilter, {
    tables: async () => {
      throw new Error("EPERM");
    },
  });
}

let disk: Promise<InMemoryFileSystem> | undefined;

async function makeDisk(): Promise<InMemoryFileSystem> {
  const made = new NodeInMemory();
  await made.run();
  const files = machine(made.files);
  files.put(CONFIGURATION_FILE, CONFIGURATION, 0o600).putDirectory("/var/lib/etcd", 0o700, "etcd:etcd");
  files
    .put("/etc/containerd/config.toml", `sandbox_image = "${PAUSE}"\n`)
    .putOther("/run/containerd/containerd.sock")
    .put("/etc/steadyplane/services/kubelet.json", JSON.stringify(KUBELET));
  files.put(
    "/etc/cni/net.d/10-bridge.conflist",
    JSON.stringify({ plugins: [{ type: "bridge", ipam: { type: "host-local" } }] }),
  );
  files.put("/opt/cni/bin/bridge", "").put("/opt/cni/bin/host-local", "");
  const { kubernetesVersion, profile } = made.cluster;
  const resources = made.desired().map(({ resource }) => resource);
  const commit = {
    transactionId: "tx000000000000",
    command: "steadyplane init",
    committedAt: made.clock.now(),
    changes: [],
  };
  await commitRevision({ ...commit, kubernetesVersion, profile, configurationText: CONFIGURATION, resources }, files);
  return files;
}

function machine(files: InMemoryFileSystem): InMemoryFileSystem {
  return files
    .put("/proc/self/status", "Uid:\t0\t0\t0\t0\nCpus_allowed_list:\t0-3\n")
    .put("/proc/meminfo", "MemTotal: 8000000 kB\n")
    .put("/proc/self/mounts", "/dev/sda / ext4 rw 0 0\n")
    .put("/proc/sys/net/ipv4/ip_forward", "1\n")
    .put("/proc/sys/net/ipv6/conf/default/forwarding", "1\n")
    .put("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
    .put("/usr/bin/mount", "")
    .put("/usr/bin/cp", "")
    .put("/usr/sbin/losetup", "");
}
