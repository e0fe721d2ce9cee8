import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { expectStatus, init, writeConfiguration } from "./support/steadyplane.ts";
import { openHost } from "./support/with-host.ts";

// CIS Kubernetes Benchmark 1.12: the automated checks that files and flags of a control-plane node decide.
// 1.2.5 needs serving certificates of kubelets that a CA of the cluster signed.

type Flags = ReadonlyMap<string, string>;
type FlagCheck = readonly [id: string, component: string, holds: (flags: Flags) => boolean];

const MANIFESTS = "/etc/kubernetes/manifests";
const FILES: readonly (readonly [ids: string, path: string, mode: number, owner: string])[] = [
  ["1.1.1 1.1.2", `${MANIFESTS}/kube-apiserver.yaml`, 0o600, "root:root"],
  ["1.1.3 1.1.4", `${MANIFESTS}/kube-controller-manager.yaml`, 0o600, "root:root"],
  ["1.1.5 1.1.6", `${MANIFESTS}/kube-scheduler.yaml`, 0o600, "root:root"],
  ["1.1.7 1.1.8", `${MANIFESTS}/etcd.yaml`, 0o600, "root:root"],
  ["1.1.11 1.1.12", "/var/lib/etcd", 0o700, "etcd:etcd"],
  ["1.1.13 1.1.14", "/etc/kubernetes/admin.conf", 0o600, "root:root"],
  ["1.1.13 1.1.14", "/etc/kubernetes/super-admin.conf", 0o600, "root:root"],
  ["1.1.15 1.1.16", "/etc/kubernetes/scheduler.conf", 0o600, "root:root"],
  ["1.1.17 1.1.18", "/etc/kubernetes/controller-manager.conf", 0o600, "root:root"],
  ["4.1.5 4.1.6", "/etc/kubernetes/kubelet.conf", 0o600, "root:root"],
  ["4.1.7 4.1.8", "/etc/kubernetes/pki/ca.crt", 0o644, "root:root"],
  ["4.1.9 4.1.10", "/var/lib/kubelet/config.yaml", 0o600, "root:root"],
];

const is = (name: string, value: string) => (flags: Flags) => flags.get(name) === value;
const isSet =
  (...names: readonly string[]) =>
  (flags: Flags) =>
    names.every((name) => (flags.get(name) ?? "") !== "");
const isAbsent = (name: string) => (flags: Flags) => !flags.has(name);
const isAtLeast = (name: string, least: number) => (flags: Flags) => Number(flags.get(name) ?? "-1") >= least;
const members = (flags: Flags, name: string): readonly string[] => (flags.get(name) ?? "").split(",");
const has = (name: string, member: string) => (flags: Flags) => members(flags, name).includes(member);
const lacks = (name: string, member: string) => (flags: Flags) => !members(flags, name).includes(member);

const API = "kube-apiserver";
const MANAGER = "kube-controller-manager";
const FLAGS: readonly FlagCheck[] = [
  ["1.2.2", API, isAbsent("--token-auth-file")],
  ["1.2.4", API, isSet("--kubelet-client-certificate", "--kubelet-client-key")],
  ["1.2.6", API, lacks("--authorization-mode", "AlwaysAllow")],
  ["1.2.7", API, has("--authorization-mode", "Node")],
  ["1.2.8", API, has("--authorization-mode", "RBAC")],
  ["1.2.10", API, lacks("--enable-admission-plugins", "AlwaysAdmit")],
  ["1.2.12", API, lacks("--disable-admission-plugins", "ServiceAccount")],
  ["1.2.13", API, lacks("--disable-admission-plugins", "NamespaceLifecycle")],
  ["1.2.14", API, has("--enable-admission-plugins", "NodeRestriction")],
  ["1.2.15", API, is("--profiling", "false")],
  ["1.2.16", API, isSet("--audit-log-path")],
  ["1.2.17", API, isAtLeast("--audit-log-maxage", 30)],
  ["1.2.18", API, isAtLeast("--audit-log-maxbackup", 10)],
  ["1.2.19", API, isAtLeast("--audit-log-maxsize", 100)],
  ["1.2.21", API, (flags) => (flags.get("--service-account-lookup") ?? "true") === "true"],
  ["1.2.22", API, isSet("--service-account-key-file")],
  ["1.2.23", API, isSet("--etcd-certfile", "--etcd-keyfile")],
  ["1.2.24", API, isSet("--tls-cert-file", "--tls-private-key-file")],
  ["1.2.25", API, isSet("--client-ca-file")],
  ["1.2.26", API, isSet("--etcd-cafile")],
  ["1.2.30", API, is("--service-account-extend-token-expiration", "false")],
  ["1.3.2", MANAGER, is("--profiling", "false")],
  ["1.3.3", MANAGER, is("--use-service-account-credentials", "true")],
  ["1.3.4", MANAGER, isSet("--service-account-private-key-file")],
  ["1.3.5", MANAGER, isSet("--root-ca-file")],
  ["1.3.6", MANAGER, lacks("--feature-gates", "RotateKubeletServerCertificate=false")],
  ["1.3.7", MANAGER, is("--bind-address", "127.0.0.1")],
  ["1.4.1", "kube-scheduler", is("--profiling", "false")],
  ["1.4.2", "kube-scheduler", is("--bind-address", "127.0.0.1")],
  ["2.1", "etcd", isSet("--cert-file", "--key-file")],
  ["2.2", "etcd", is("--client-cert-auth", "true")],
  ["2.3", "etcd", (flags) => (flags.get("--auto-tls") ?? "false") === "false"],
  ["2.4", "etcd", isSet("--peer-cert-file", "--peer-key-file")],
  ["2.5", "etcd", is("--peer-client-cert-auth", "true")],
  ["2.6", "etcd", (flags) => (flags.get("--peer-auto-tls") ?? "false") === "false"],
  ["2.7", "etcd", isSet("--trusted-ca-file")],
];

let host: TestHost;

beforeAll(async () => {
  host = await openHost();
  writeConfiguration(host);
  const outcome = await init(host);
  expectStatus(outcome, 0);
});

afterAll(async () => host.destroy());

/** The flags with which a component runs, as the benchmark reads them. */
async function flagsOf(component: string): Promise<Flags> {
  const line = await host.sh(
    `cat /proc/$(pgrep -o -x -f '${component} .*|.*/${component} .*')/cmdline | tr '\\0' '\\n'`,
  );
  const pairs = line.split("\n").filter((word) => word.startsWith("--"));
  return new Map(pairs.map((word) => [word.split("=")[0] ?? "", word.slice(word.indexOf("=") + 1)]));
}

test.each(FILES)("CIS %s: %s", async (_ids, path, mode, owner) => {
  const [actualMode = "", actualOwner] = (await host.sh(`stat -c '%a %U:%G' ${path}`)).trim().split(" ");
  expect(Number.parseInt(actualMode, 8) & ~mode).toBe(0);
  expect(actualOwner).toBe(owner);
});

test("CIS 1.1.19 to 1.1.21: everything below pki is root's, and keys are closed", async () => {
  expect(await host.sh("find /etc/kubernetes/pki ! -user root -o ! -group root")).toBe("");
  expect(
    await host.sh(
      "find /etc/kubernetes/pki -name '*.key' -perm /077; find /etc/kubernetes/pki -name '*.crt' -perm /033",
    ),
  ).toBe("");
});

test.each(FLAGS)("CIS %s: flags of %s", async (_id, component, holds) => {
  const flags = await flagsOf(component);
  expect(flags.size).toBeGreaterThan(5);
  expect(holds(flags)).toBe(true);
});

test("the audit log is written, and closed to others", async () => {
  const path = (await flagsOf(API)).get("--audit-log-path") ?? "";
  const [mode = "777", size] = (await host.sh(`stat -c '%a %s' ${path}`)).trim().split(" ");
  expect(Number.parseInt(mode, 8) & 0o077).toBe(0);
  expect(Number(size)).toBeGreaterThan(0);
});
