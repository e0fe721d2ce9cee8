import { parse, stringify } from "yaml";
import { describe, expect, test } from "vitest";
import { DOCTOR_CHECKS } from "../../../../src/diagnose/doctor/doctor-checks.ts";
import { DoctorHost, MANIFESTS, metrics, PKI } from "../../../support/doctor-host.ts";
import { exampleHostFacts, exampleSpecs } from "../../../support/example-specs.ts";
import { answered } from "../../../support/fake-http.ts";
import { FakeProcesses } from "../../../support/fake-processes.ts";
import { issue, makeAuthority } from "../../../support/tls-material.ts";

type Level = "pass" | "warn" | "reject" | "unknown";
type Break = (host: DoctorHost) => unknown;
/** A check, what it comes to, what it says, and what was done to a host on which all is well. */
type Case = readonly [check: string, level: Level, says: RegExp, provoke: Break];

const KUBELET = "/var/lib/kubelet/config.yaml";
const CONFIGURATION = "/etc/steadyplane/cluster.yaml";
const MIB = 2 ** 20;

const text = (host: DoctorHost, path: string): string => host.files.text(path) ?? "";
const manifest = (name: string): string => `${MANIFESTS}/${name}.yaml`;
/** A text with something else in place of `from`. */
const edit =
  (path: string, from: string | RegExp, to: string): Break =>
  (host) => {
    const before = text(host, path);
    expect(before).toMatch(from);
    host.files.put(path, before.replace(from, to), 0o600);
  };
const hide =
  (...paths: readonly string[]): Break =>
  (host) =>
    paths.forEach((path) => host.files.makeUnreadable(path));
const take =
  (path: string): Break =>
  (host) =>
    host.files.take(path);
const copy =
  (from: string, to: string): Break =>
  (host) =>
    host.files.put(to, text(host, from), 0o600);
const facts =
  (changes: Parameters<typeof exampleHostFacts>[0]): Break =>
  (host) => {
    host.facts = exampleHostFacts(changes);
  };
const kubelet =
  (fields: object): Break =>
  (host) =>
    host.files.put(KUBELET, stringify({ ...(parse(text(host, KUBELET)) as object), ...fields }));
const runtimeAway: Break = (host) => {
  host.runtime.isAvailable = false;
};
const apiAway: Break = (host) => {
  host.http.answer("https://192.0.2.10:6443", { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" });
};
const etcdAway: Break = (host) => {
  host.etcd.isAvailable = false;
};
const etcdSize =
  (size: number, inUse = size): Break =>
  (host) => {
    const { status } = host.etcd;
    host.etcd.status = async () => ({ ...(await status.call(host.etcd)), dbSize: size, dbSizeInUse: inUse });
  };
const member = (id: string, changes: object = {}) => {
  return { id, name: id, peerUrls: [], clientUrls: ["https://192.0.2.3:2379"], isLearner: false, ...changes };
};
const version = (answer: object): Break => {
  return (host) => host.commands.answer("/usr/local/bin/kubelet --version", answer);
};
/** A check that depends on what the host should be, where nothing says it. */
const nothingSaysIt: Break = (host) => host.files.take(CONFIGURATION).makeUnreadable(manifest("kube-apiserver"));
const noManifests: Break = (host) => host.files.makeUnreadable(MANIFESTS);

const NODE: readonly Case[] = [
  ["privileges", "warn", /runs as user 1000/u, (host) => host.asUser(1000)],
  ["privileges", "unknown", /which user/u, hide("/proc/self/status")],
  ["architecture", "reject", /riscv64/u, facts({ architecture: "riscv64" })],
  ["architecture", "unknown", /architecture/u, facts({ architecture: "unknown" })],
  [
    "cpus",
    "warn",
    /1 CPU/u,
    (host) => host.files.put("/proc/self/status", "Uid:\t0\t0\t0\t0\nCpus_allowed_list:\t0\n"),
  ],
  ["cpus", "unknown", /how many CPUs/u, (host) => host.files.put("/proc/self/status", "Uid:\t0\t0\t0\t0\n")],
  ["memory", "reject", /MiB of memory/u, (host) => host.files.put("/proc/meminfo", "MemTotal: 900000 kB\n")],
  ["memory", "unknown", /how much memory/u, hide("/proc/meminfo")],
  ["kernel", "reject", /4\.4\.0/u, (host) => host.files.put("/proc/sys/kernel/osrelease", "4.4.0-21-generic\n")],
  ["kernel", "unknown", /is no version/u, (host) => host.files.put("/proc/sys/kernel/osrelease", "odd\n")],
  ["clock", "reject", /clock says/u, (host) => (host.clock.now = () => Date.UTC(1970, 0, 1))],
  ["clock", "unknown", /valid/u, hide(`${PKI}/ca.crt`)],
  ["clock-kept", "warn", /No program that sets the clock/u, (host) => void (host.processes = new FakeProcesses())],
  [
    "clock-kept",
    "unknown",
    /only root sees enough/u,
    (host) => void (host.asUser(1000).processes = new FakeProcesses()),
  ],
  ["disk-space", "reject", /MiB left/u, (host) => (host.files.free = { bytes: 10 * MIB, inodes: 1_000_000 })],
  ["disk-space", "warn", /MiB left/u, (host) => (host.files.free = { bytes: 1_000 * MIB, inodes: 1_000_000 })],
  ["disk-space", "unknown", /what this host should be/u, nothingSaysIt],
  ["swap", "reject", /swap/iu, facts({ isSwapOn: true })],
  ["swap", "unknown", /what the kubelet is configured for/u, hide(KUBELET)],
  ["cgroup-version", "reject", /cgroup v1/u, facts({ cgroupVersion: 1 })],
  [
    "cgroup-version",
    "warn",
    /cgroup v1/u,
    (host) => [facts({ cgroupVersion: 1 })(host), kubelet({ failCgroupV1: false })(host)],
  ],
  ["cgroup-version", "unknown", /what the kubelet is configured for/u, hide(KUBELET)],
  ["programs", "reject", /program mount/u, take("/usr/bin/mount")],
  ["ip-forwarding", "reject", /does not forward/u, (host) => host.files.put("/proc/sys/net/ipv4/ip_forward", "0\n")],
  ["ip-forwarding", "unknown", /ip_forward/u, hide("/proc/sys/net/ipv4/ip_forward")],
  ["hostname", "warn", /does not resolve/u, (host) => host.commands.answer("getent ahosts", { exitCode: 2 })],
  [
    "hostname",
    "unknown",
    /resolver/u,
    (host) => host.commands.answer("getent ahosts", { exitCode: undefined, hasTimedOut: true }),
  ],
  ["proxy", "warn", /through the proxy/u, facts({ proxyEnv: [{ name: "HTTPS_PROXY", value: "http://proxy" }] })],
  ["proxy", "unknown", /what this host should be/u, nothingSaysIt],
  ["advertise-address", "reject", /192\.0\.2\.10/u, (host) => (host.addresses = [])],
  ["advertise-address", "unknown", /what this host should be/u, nothingSaysIt],
  [
    "ports",
    "reject",
    /6443 is already in use by nginx \(pid 812\)/u,
    (host) => host.processes.putListener(6443, { pid: 812, name: "nginx" }),
  ],
  ["ports", "unknown", /only root sees enough/u, (host) => host.asUser(1000).processes.putListener(6443)],
  [
    "ports-listening",
    "reject",
    /Nobody listens on 127\.0\.0\.1 port 10259, which is kube-scheduler's/u,
    (host) => host.processes.signal(104, "SIGTERM"),
  ],
  [
    "ports-listening",
    "unknown",
    /which ports/u,
    (host) => (host.processes.listeners = async () => Promise.reject(new Error("EACCES"))),
  ],
  ["cni-configuration", "warn", /no CNI configuration/u, take("/etc/cni/net.d/10-bridge.conflist")],
  ["cni-configuration", "warn", /plugin bridge, which is not installed/u, take("/opt/cni/bin/bridge")],
  ["cni-configuration", "unknown", /not JSON/u, (host) => host.files.put("/etc/cni/net.d/10-bridge.conflist", "{")],
  ["cni-configuration", "unknown", /EACCES/u, hide("/etc/cni/net.d")],
  [
    "cni-ready",
    "warn",
    /network of Pods is not ready/u,
    (host) => host.runtime.unmet.push("NetworkReady: cni plugin not initialized"),
  ],
  ["cni-ready", "unknown", /nothing answers/u, runtimeAway],
  [
    "endpoint-answers",
    "reject",
    /tls-name: other name/u,
    (host) =>
      host.http.answer("https://192.0.2.10:6443/livez", { kind: "failed", failure: "tls-name", message: "other name" }),
  ],
  ["endpoint-answers", "unknown", /where kubectl goes: EACCES/u, hide("/etc/kubernetes/admin.conf")],
  ["runtime", "reject", /No container runtime answers/u, runtimeAway],
  ["runtime", "reject", /is not ready/u, (host) => host.runtime.unmet.push("RuntimeReady: broken")],
  ["runtime", "unknown", /only root/u, (host) => [host.asUser(1000), runtimeAway(host)]],
  [
    "runtime-version",
    "reject",
    /containerd 1\.5\.0 is too old/u,
    (host) => (host.runtime.runtimeVersion = { name: "containerd", version: "1.5.0", apiVersion: "v1" }),
  ],
  ["runtime-version", "warn", /RuntimeConfig/u, (host) => (host.runtime.driver = undefined)],
  ["runtime-version", "unknown", /nothing answers/u, runtimeAway],
  ["cgroup-driver", "reject", /systemd/u, kubelet({ cgroupDriver: "systemd" })],
  ["cgroup-driver", "unknown", /cgroup driver/u, facts({ runtimeCgroupDriver: undefined })],
  [
    "images",
    "warn",
    /image registry\.k8s\.io\/other:v1 is not/u,
    edit(manifest("kube-scheduler"), /image: .*/u, "image: registry.k8s.io/other:v1"),
  ],
  [
    "images",
    "reject",
    /image made\.here\/other:v1 is not/u,
    edit(manifest("kube-scheduler"), /image: .*/u, "image: made.here/other:v1"),
  ],
  ["images", "unknown", /nothing answers/u, runtimeAway],
  ["images", "unknown", /which image .*etcd\.yaml needs/u, hide(manifest("etcd"))],
  ["kubelet-version", "reject", /newer than/u, version({ stdout: "Kubernetes v1.38.0\n" })],
  ["kubelet-version", "reject", /no kubelet/u, version({ exitCode: undefined, startError: "ENOENT" })],
  ["kubelet-version", "unknown", /failed/u, version({ exitCode: 1 })],
  ["kubelet-service", "reject", /No service/u, (host) => host.services.put("kubelet", { state: "absent" })],
  [
    "kubelet-service",
    "warn",
    /again and again/u,
    (host) => host.services.put("kubelet", { state: "restarting" }, ["bad"]),
  ],
  [
    "kubelet-service",
    "unknown",
    /state of the kubelet's service/u,
    (host) => (host.services.status = async () => Promise.reject(new Error("EACCES"))),
  ],
  [
    "kubelet-healthy",
    "reject",
    /The kubelet does not work/u,
    (host) => host.http.answer("http://127.0.0.1:10248", { kind: "failed", failure: "refused", message: "" }),
  ],
  [
    "kubelet-configuration",
    "reject",
    /config\.yaml:3:1 is not YAML/u,
    (host) => host.files.put(KUBELET, "a: b\nc: [1\n"),
  ],
  ["kubelet-healthy", "unknown", /turns healthz off/u, kubelet({ healthzPort: 0 })],
  ["kubelet-configuration", "reject", /There is no/u, take(KUBELET)],
  ["kubelet-configuration", "unknown", /EACCES/u, hide(KUBELET)],
  ["node-ready", "warn", /not Ready/u, (host) => host.api("/api/v1/nodes/cp1", { status: { conditions: [] } })],
  [
    "node-ready",
    "reject",
    /no Node cp1/u,
    (host) => host.http.answer("https://192.0.2.10:6443/api/v1/nodes/cp1", answered("", 404)),
  ],
  ["node-ready", "unknown", /not ready/u, apiAway],
  [
    "static-pod-path",
    "reject",
    /not clear.*\/srv\/pods/u,
    edit("/etc/steadyplane/services/kubelet.json", '"]', '","--pod-manifest-path=/srv/pods"]'),
  ],
  ["static-pod-path", "reject", /can be written by others/u, (host) => host.files.putDirectory(MANIFESTS, 0o777)],
  ["static-pod-path", "unknown", /what this host should be/u, nothingSaysIt],
  [
    "static-pod-mount",
    "reject",
    /read-only/u,
    (host) => host.files.put("/proc/self/mounts", "/dev/sda / ext4 ro 0 0\n"),
  ],
  ["static-pod-mount", "unknown", /mounted/u, hide("/proc/self/mounts")],
  ["manifests-present", "reject", /kube-scheduler has no manifest/u, take(manifest("kube-scheduler"))],
  ["manifests-present", "unknown", /EACCES/u, noManifests],
  [
    "manifests-decodable",
    "reject",
    /mine\.yaml:3:\d+ is not YAML/u,
    (host) => host.files.put(manifest("mine"), "apiVersion: v1\nkind: Pod\nmetadata: { name: mine"),
  ],
  [
    "manifests-decodable",
    "reject",
    /mine\.yaml:4:7 is no whole Pod: .* at spec\.containers/u,
    (host) => host.files.put(manifest("mine"), "apiVersion: v1\nkind: Pod\nmetadata: {name: mine}\nspec: { }\n"),
  ],
  ["manifests-decodable", "reject", /mine\.yaml is empty/u, (host) => host.files.put(manifest("mine"), "")],
  [
    "manifests-decodable",
    "warn",
    /several documents/u,
    (host) => host.files.put(manifest("etcd"), `${text(host, manifest("etcd"))}---\na: b\n`, 0o600),
  ],
  ["manifests-decodable", "unknown", /EACCES/u, hide(manifest("etcd"))],
  [
    "manifests-meant",
    "reject",
    /mine\.yaml~ looks like a backup/u,
    (host) =>
      host.files.put(`${manifest("mine")}~`, text(host, manifest("etcd")).replace("name: etcd", "name: mine"), 0o600),
  ],
  [
    "manifests-meant",
    "warn",
    /holds etcd, which belongs in etcd\.yaml/u,
    (host) => [copy(manifest("etcd"), manifest("a"))(host), take(manifest("etcd"))(host)],
  ],
  [
    "manifests-meant",
    "warn",
    /notes, .*|notes is read/u,
    (host) => host.files.put(`${MANIFESTS}/notes`, "hello", 0o600),
  ],
  ["manifests-meant", "unknown", /EACCES/u, noManifests],
  ["manifests-unique", "reject", /etcd\.yaml\.bak/u, copy(manifest("etcd"), `${manifest("etcd")}.bak`)],
  ["manifests-unique", "unknown", /EACCES/u, noManifests],
  [
    "manifests-unread",
    "warn",
    /\.hidden\.yaml is not read/u,
    (host) => host.files.put(`${MANIFESTS}/.hidden.yaml`, ""),
  ],
  [
    "manifests-unread",
    "warn",
    /old is not read by the kubelet: it is a directory/u,
    (host) => host.files.putDirectory(`${MANIFESTS}/old`),
  ],
  ["manifests-unread", "unknown", /EACCES/u, noManifests],
  [
    "manifest-modes",
    "reject",
    /can be changed by others/u,
    (host) => host.files.put(manifest("etcd"), text(host, manifest("etcd")), 0o666),
  ],
  [
    "manifest-modes",
    "warn",
    /can be read by others/u,
    (host) => host.files.put(manifest("etcd"), text(host, manifest("etcd")), 0o644),
  ],
  ["manifest-modes", "unknown", /EACCES/u, hide(manifest("etcd"))],
  ["directories-trusted", "reject", /can be written to by others/u, (host) => host.files.putDirectory(PKI, 0o777)],
  ["directories-trusted", "unknown", /EACCES/u, hide(`${PKI}/etcd`)],
  [
    "key-modes",
    "reject",
    /can be used by others than root \(mode 0644\)/u,
    (host) => host.files.put(`${PKI}/sa.key`, text(host, `${PKI}/sa.key`), 0o644),
  ],
  ["key-modes", "unknown", /EACCES/u, hide(`${PKI}/sa.key`)],
  ["etcd-data-directory", "reject", /is not there/u, take("/var/lib/etcd")],
  [
    "etcd-data-directory",
    "warn",
    /can be entered by others/u,
    (host) => host.files.putDirectory("/var/lib/etcd", 0o755),
  ],
  [
    "etcd-data-directory",
    "warn",
    /network file system/u,
    (host) => host.files.put("/proc/self/mounts", "srv /var/lib/etcd nfs4 rw 0 0\n"),
  ],
  ["etcd-data-directory", "unknown", /EACCES/u, hide("/var/lib/etcd")],
  ["certificates-present", "reject", /apiserver\.crt is not there/u, take(`${PKI}/apiserver.crt`)],
  [
    "certificates-present",
    "reject",
    /apiserver\.crt is no certificate/u,
    (host) => host.files.put(`${PKI}/apiserver.crt`, "x"),
  ],
  ["certificates-present", "unknown", /EACCES/u, hide(`${PKI}/apiserver.crt`)],
  ["certificates-expiry", "warn", /expires in 9 days/u, (host) => host.clock.advance(355 * 86_400_000)],
  ["certificates-expiry", "reject", /expired 35 days ago/u, (host) => host.clock.advance(400 * 86_400_000)],
  ["certificates-expiry", "unknown", /EACCES/u, hide(`${PKI}/apiserver.crt`)],
  ["authorities-expiry", "warn", /ca\.crt expires in \d+ days/u, (host) => host.clock.advance(3_550 * 86_400_000)],
  ["authorities-expiry", "reject", /ca\.crt expired/u, (host) => host.clock.advance(3_700 * 86_400_000)],
  ["authorities-expiry", "unknown", /EACCES/u, hide(PKI)],
  [
    "certificates-chain",
    "reject",
    /was not signed by the authority/u,
    (host) => host.files.put(`${PKI}/apiserver.crt`, issue(makeAuthority("other"), "DNS:cp1").cert),
  ],
  ["certificates-chain", "unknown", /EACCES/u, hide(`${PKI}/apiserver.crt`)],
  [
    "certificates-names",
    "reject",
    /does not carry .*192\.0\.2\.10/u,
    copy(`${PKI}/front-proxy-client.crt`, `${PKI}/apiserver.crt`),
  ],
  ["certificates-names", "unknown", /EACCES/u, hide(`${PKI}/apiserver.crt`)],
  [
    "certificates-use",
    "reject",
    /is not for serverAuth/u,
    copy(`${PKI}/front-proxy-client.crt`, `${PKI}/apiserver.crt`),
  ],
  [
    "certificates-use",
    "warn",
    /is issued to/u,
    copy(`${PKI}/apiserver-kubelet-client.crt`, `${PKI}/front-proxy-client.crt`),
  ],
  ["certificates-use", "unknown", /EACCES/u, hide(`${PKI}/apiserver.crt`)],
  ["certificates-keys", "reject", /do not belong together/u, copy(`${PKI}/sa.key`, `${PKI}/apiserver.key`)],
  ["certificates-keys", "reject", /apiserver\.key is not there/u, take(`${PKI}/apiserver.key`)],
  ["certificates-keys", "unknown", /EACCES/u, hide(`${PKI}/apiserver.key`)],
  ["service-account-keys", "reject", /does not hold the public key/u, copy(`${PKI}/apiserver.key`, `${PKI}/sa.key`)],
  ["service-account-keys", "reject", /sa\.key is not there/u, take(`${PKI}/sa.key`)],
  ["service-account-keys", "unknown", /EACCES/u, hide(`${PKI}/sa.key`)],
  [
    "kubeconfigs",
    "reject",
    /is for https:\/\/192\.0\.2\.99/u,
    edit("/etc/kubernetes/scheduler.conf", "192.0.2.10", "192.0.2.99"),
  ],
  ["kubeconfigs", "reject", /scheduler\.conf is not there/u, take("/etc/kubernetes/scheduler.conf")],
  ["kubeconfigs", "pass", /admin\.conf/u, take("/etc/kubernetes/super-admin.conf")],
  ["kubeconfigs", "unknown", /EACCES/u, hide("/etc/kubernetes/scheduler.conf")],
  [
    "inputs-loaded",
    "warn",
    /scheduler\.conf: started with \w{12}, now \w{12}/u,
    edit("/etc/kubernetes/scheduler.conf", /$/u, "# renewed\n"),
  ],
  ["inputs-loaded", "reject", /is not there any more/u, take("/etc/kubernetes/scheduler.conf")],
  ["inputs-loaded", "unknown", /the container runtime does not answer/u, runtimeAway],
  [
    "certificates-served",
    "warn",
    /shows another certificate/u,
    (host) => host.tls.show("192.0.2.10", 6443, text(host, `${PKI}/etcd/server.crt`)),
  ],
  [
    "certificates-served",
    "reject",
    /shows a certificate that expired/u,
    (host) => host.clock.advance(400 * 86_400_000),
  ],
  ["certificates-served", "unknown", /which certificate/u, (host) => host.tls.show("192.0.2.10", 6443, "")],
  ...(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const).flatMap(
    (component): readonly Case[] => [
      [
        `${component}-healthy`,
        "reject",
        /is not healthy: sandbox created/u,
        (host) => host.runtime.removeContainer(`${component}-0`),
      ],
      [`${component}-healthy`, "unknown", /although it answers/u, runtimeAway],
    ],
  ),
  [
    "restarts",
    "warn",
    /etcd was started again 7 times/u,
    (host) => host.runtime.putContainer({ id: "etcd-0", sandboxId: "etcd", name: "etcd", pid: 101, attempt: 7 }),
  ],
  ["restarts", "unknown", /runtime does not answer/u, runtimeAway],
  ["leases", "reject", /Nobody leads as kube-scheduler/u, (host) => host.lease(host.clock.now() - 120_000)],
  ["leases", "unknown", /not ready/u, apiAway],
  ["kube-scheduler-healthy", "pass", /pid 104/u, apiAway],
  [
    "mirror-pods",
    "warn",
    /does not show the Pods/u,
    (host) => host.api("/api/v1/namespaces/kube-system/pods", { items: [] }),
  ],
  ["mirror-pods", "unknown", /not ready/u, apiAway],
  [
    "component-versions",
    "reject",
    /kube-scheduler is v1\.38\.0, the API server v1\.37\.2/u,
    edit(manifest("kube-scheduler"), "v1.37.2", "v1.38.0"),
  ],
  ["component-versions", "unknown", /EACCES/u, noManifests],
  ["etcd-quorum", "reject", /has no leader/u, (host) => (host.etcd.leaderId = "0")],
  ["etcd-quorum", "warn", /even number/u, (host) => (host.etcd.others = [member("b")])],
  [
    "etcd-quorum",
    "reject",
    /Of 3 members of etcd 1 answered; 2 are needed/u,
    (host) => (host.etcd.others = [member("b", { clientUrls: [] }), member("c", { clientUrls: [] })]),
  ],
  ["etcd-quorum", "unknown", /ECONNREFUSED/u, etcdAway],
  [
    "etcd-learners",
    "warn",
    /learner b does not answer|learner b is/u,
    (host) => [etcdIndex(9_000)(host), (host.etcd.others = [member("b", { isLearner: true, clientUrls: [] })])],
  ],
  ["etcd-learners", "unknown", /ECONNREFUSED/u, etcdAway],
  ["etcd-alarms", "reject", /NOSPACE/u, (host) => (host.etcd.raised = [{ memberId: "1", kind: "NOSPACE" }])],
  ["etcd-alarms", "unknown", /ECONNREFUSED/u, etcdAway],
  ["etcd-quota", "warn", /85 %/u, etcdSize(0.85 * 2048 * MIB)],
  ["etcd-quota", "reject", /96 %/u, etcdSize(0.96 * 2048 * MIB)],
  ["etcd-quota", "unknown", /ECONNREFUSED/u, etcdAway],
  ["etcd-defragmentation", "warn", /150 of 200 MiB are not in use/u, etcdSize(200 * MIB, 50 * MIB)],
  ["etcd-defragmentation", "pass", /40 of 50 MiB/u, etcdSize(50 * MIB, 10 * MIB)],
  ["etcd-defragmentation", "unknown", /ECONNREFUSED/u, etcdAway],
  [
    "etcd-fsync",
    "warn",
    /16 to 64 ms/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered(metrics(0.05))),
  ],
  [
    "etcd-fsync",
    "reject",
    /128 to 256 ms/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered(metrics(0.2))),
  ],
  [
    "etcd-fsync",
    "reject",
    /more than 256 ms/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered(metrics(1))),
  ],
  [
    "etcd-fsync",
    "unknown",
    /answers 503/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered("", 503)),
  ],
  [
    "etcd-commit",
    "warn",
    /16 to 64 ms/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered(metrics(0.05))),
  ],
  [
    "etcd-commit",
    "unknown",
    /not measured/u,
    (host) => host.http.answer("http://127.0.0.1:2381/metrics", answered("")),
  ],
  ["configuration", "reject", /is not valid/u, (host) => host.files.put(CONFIGURATION, "kind: Nonsense\n")],
  ["configuration", "unknown", /EACCES/u, hide(CONFIGURATION)],
  [
    "change-finished",
    "warn",
    /journal cannot be relied on/u,
    (host) => host.files.put("/var/lib/steadyplane/journal", "half"),
  ],
  ["change-finished", "unknown", /EACCES/u, hide("/var/lib/steadyplane/journal")],
  [
    "redirects",
    "warn",
    /redirected from port 6443 to 16443/u,
    (host) =>
      host.packets.translate("kube-apiserver", [
        { address: "192.0.2.10", port: 6443, toAddress: "192.0.2.10", toPort: 16443 },
      ]),
  ],
  ["redirects", "unknown", /EPERM/u, (host) => (host.isFilterClosed = true)],
  ["committed-files", "warn", /was edited by hand since revision 1/u, edit(manifest("etcd"), /$/u, "# mine\n")],
  [
    "committed-files",
    "reject",
    /cannot be relied on/u,
    (host) => host.files.put("/var/lib/steadyplane/revisions/1/revision.json", "half"),
  ],
  ["committed-files", "unknown", /EACCES/u, hide("/var/lib/steadyplane/revisions")],
];

function etcdIndex(raftIndex: number): Break {
  return (host) => {
    const { status } = host.etcd;
    host.etcd.status = async () => ({ ...(await status.call(host.etcd)), raftIndex });
  };
}

const named =
  (server: string): Break =>
  (host) => {
    const path = "/etc/kubernetes/admin.conf";
    edit(path, "192.0.2.10", server)(host);
    host.http.answer(`https://${server}:6443/livez`, answered("ok"));
  };
const ENDPOINT: readonly Case[] = [
  ["endpoint-name", "pass", /api\.example\.org: 192\.0\.2\.10/u, named("api.example.org")],
  [
    "endpoint-name",
    "reject",
    /api\.example\.org, does not resolve/u,
    (host) => [named("api.example.org")(host), host.commands.answer("getent ahosts", { exitCode: 2 })],
  ],
  [
    "endpoint-name",
    "unknown",
    /resolver does not answer/u,
    (host) => [
      named("api.example.org")(host),
      host.commands.answer("getent ahosts", { exitCode: undefined, hasTimedOut: true }),
    ],
  ],
];

const SYSTEMD: readonly Case[] = [
  [
    "services-at-boot",
    "pass",
    /kubelet and containerd/u,
    (host) => {
      facts({ isSystemd: true })(host);
      const wants = "/etc/systemd/system/multi-user.target.wants";
      host.files.put(`${wants}/kubelet.service`, "").put(`${wants}/containerd.service`, "");
    },
  ],
  ["services-at-boot", "warn", /does not start kubelet at boot/u, facts({ isSystemd: true })],
  [
    "services-at-boot",
    "unknown",
    /EACCES/u,
    (host) => [facts({ isSystemd: true })(host), hide("/etc/systemd/system")(host)],
  ],
];

const BARE: readonly Case[] = [
  ["etcd-data-free", "pass", /free/u, () => undefined],
  ["etcd-data-free", "reject", /is not empty: member/u, (host) => host.files.putDirectory("/var/lib/etcd/member")],
  ["etcd-data-free", "unknown", /what this host should be/u, facts({ defaultAddress: undefined })],
  ["runtime", "warn", /no container runtime on this host yet/u, () => undefined],
  ["kubelet-version", "warn", /There is no kubelet/u, () => undefined],
  ["programs", "warn", /mount is not installed/u, take("/usr/bin/mount")],
  [
    "images",
    "warn",
    /made\.here/u,
    (host) => {
      host.runtime.isAvailable = true;
      host.named = { file: "cluster.yaml", specs: exampleSpecs({ cluster: { imageRepository: "made.here" } }) };
    },
  ],
];

async function expectCase(host: DoctorHost, [check, level, says, provoke]: Case): Promise<void> {
  await provoke(host);
  const outcome = await host.outcome(check);
  const told = [
    outcome.saw,
    ...outcome.findings.flatMap(({ what, evidence, fix }) => [what, ...evidence, ...fix]),
  ].join("\n");
  expect({ level: outcome.level, told }).toEqual({ level, told: expect.stringMatching(says) });
}

describe("on a node", () => {
  test.each(NODE)("%s: %s, %s", async (...one) => expectCase(await DoctorHost.healthy(), one));
  test.each(SYSTEMD)("%s: %s, %s", async (...one) => expectCase(await DoctorHost.healthy(), one));
  test.each(ENDPOINT)("%s: %s, %s", async (...one) => expectCase(await DoctorHost.healthy(), one));
});

describe("on a bare host", () => {
  test.each(BARE)("%s: %s, %s", async (...one) => expectCase(await DoctorHost.bare(), one));
});

describe("every check", () => {
  const cases = [...NODE, ...SYSTEMD, ...ENDPOINT, ...BARE];
  const levelsOf = (name: string) => cases.filter(([check]) => check === name).map(([, level]) => level);

  test("passes on a healthy node, or on a bare host, or in a case of its own", async () => {
    const examined = [await (await DoctorHost.healthy()).examine(), await (await DoctorHost.bare()).examine()];
    const passed = examined
      .flatMap(({ outcomes }) => outcomes.filter(({ level }) => level === "pass"))
      .map(({ check }) => check);
    const never = DOCTOR_CHECKS.filter(({ name }) => !passed.includes(name) && !levelsOf(name).includes("pass"));
    expect(never.map(({ name }) => name)).toEqual([]);
  });

  test("has a case in which it warns or rejects, and one in which it could not tell", () => {
    const silent = DOCTOR_CHECKS.filter(
      ({ name }) => !levelsOf(name).some((level) => level === "warn" || level === "reject"),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    const certain = DOCTOR_CHECKS.filter(({ name }) => !levelsOf(name).includes("unknown"));
    // Whether a program is there, everybody can see.
    expect(certain.map(({ name }) => name)).toEqual(["programs"]);
  });

  test("has a name of its own, in kebab-case", () => {
    const names = DOCTOR_CHECKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/u.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(60);
  });
});
