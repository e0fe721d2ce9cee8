import type { Component } from "../../src/domain/component.ts";

/** The flags of one process by name, every value in order. */
export type Flags = ReadonlyMap<string, readonly string[]>;

/** A check of CIS Kubernetes Benchmark 1.12 that is automated and looks at a component's command line. */
export interface FlagCheck {
  readonly id: string;
  readonly component: Component;
  readonly passes: (flags: Flags) => boolean;
}

type Test = FlagCheck["passes"];

const isSet =
  (...names: string[]): Test =>
  (flags) =>
    names.every((name) => flags.has(name));
const isAbsent =
  (name: string): Test =>
  (flags) =>
    !flags.has(name);
const equals =
  (name: string, value: string): Test =>
  (flags) =>
    flags.get(name)?.at(-1) === value;
const isAtLeast =
  (name: string, least: number): Test =>
  (flags) =>
    Number(flags.get(name)?.at(-1)) >= least;
const contains =
  (name: string, item: string): Test =>
  (flags) =>
    flags.get(name)?.at(-1)?.split(",").includes(item) ?? false;
const lacks =
  (name: string, item: string): Test =>
  (flags) =>
    !contains(name, item)(flags);
const either =
  (...tests: Test[]): Test =>
  (flags) =>
    tests.some((test) => test(flags));
const every =
  (...tests: Test[]): Test =>
  (flags) =>
    tests.every((test) => test(flags));

const of =
  (component: Component) =>
  (id: string, passes: Test): FlagCheck => ({ id, component, passes });
const apiServer = of("kube-apiserver");
const controllerManager = of("kube-controller-manager");
const scheduler = of("kube-scheduler");
const etcd = of("etcd");

/** Sections 1.2 to 1.4 and 2. */
export const FLAG_CHECKS: readonly FlagCheck[] = [
  apiServer("1.2.2", isAbsent("token-auth-file")),
  apiServer("1.2.4", isSet("kubelet-client-certificate", "kubelet-client-key")),
  apiServer("1.2.5", isSet("kubelet-certificate-authority")),
  apiServer("1.2.6", every(isSet("authorization-mode"), lacks("authorization-mode", "AlwaysAllow"))),
  apiServer("1.2.7", contains("authorization-mode", "Node")),
  apiServer("1.2.8", contains("authorization-mode", "RBAC")),
  apiServer("1.2.10", lacks("enable-admission-plugins", "AlwaysAdmit")),
  apiServer("1.2.12", lacks("disable-admission-plugins", "ServiceAccount")),
  apiServer("1.2.13", lacks("disable-admission-plugins", "NamespaceLifecycle")),
  apiServer("1.2.14", contains("enable-admission-plugins", "NodeRestriction")),
  apiServer("1.2.15", equals("profiling", "false")),
  apiServer("1.2.16", isSet("audit-log-path")),
  apiServer("1.2.17", isAtLeast("audit-log-maxage", 30)),
  apiServer("1.2.18", isAtLeast("audit-log-maxbackup", 10)),
  apiServer("1.2.19", isAtLeast("audit-log-maxsize", 100)),
  apiServer("1.2.21", either(isAbsent("service-account-lookup"), equals("service-account-lookup", "true"))),
  apiServer("1.2.22", isSet("service-account-key-file")),
  apiServer("1.2.23", isSet("etcd-certfile", "etcd-keyfile")),
  apiServer("1.2.24", isSet("tls-cert-file", "tls-private-key-file")),
  apiServer("1.2.25", isSet("client-ca-file")),
  apiServer("1.2.26", isSet("etcd-cafile")),
  apiServer("1.2.30", equals("service-account-extend-token-expiration", "false")),
  controllerManager("1.3.2", equals("profiling", "false")),
  controllerManager(
    "1.3.3",
    every(isSet("use-service-account-credentials"), equals("use-service-account-credentials", "true")),
  ),
  controllerManager("1.3.4", isSet("service-account-private-key-file")),
  controllerManager("1.3.5", isSet("root-ca-file")),
  controllerManager("1.3.6", lacks("feature-gates", "RotateKubeletServerCertificate=false")),
  controllerManager("1.3.7", either(isAbsent("bind-address"), equals("bind-address", "127.0.0.1"))),
  scheduler("1.4.1", equals("profiling", "false")),
  scheduler("1.4.2", either(isAbsent("bind-address"), equals("bind-address", "127.0.0.1"))),
  etcd("2.1", isSet("cert-file", "key-file")),
  etcd("2.2", equals("client-cert-auth", "true")),
  etcd("2.3", either(isAbsent("auto-tls"), equals("auto-tls", "false"))),
  etcd("2.4", isSet("peer-cert-file", "peer-key-file")),
  etcd("2.5", equals("peer-client-cert-auth", "true")),
  etcd("2.6", either(isAbsent("peer-auto-tls"), equals("peer-auto-tls", "false"))),
];

/** The flags of a command line. */
export function flagsOf(command: readonly string[]): Flags {
  const flags = new Map<string, string[]>();
  for (const [, name = "", value = ""] of command.map((argument) => /^--([^=]+)=(.*)$/su.exec(argument) ?? [])) {
    flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  return flags;
}
