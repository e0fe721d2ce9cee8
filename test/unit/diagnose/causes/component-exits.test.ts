import { describe, expect, it } from "vitest";
import type { Component } from "../../../../src/domain/component.ts";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import {
  exampleComponent,
  exampleContainer,
  examplePod,
  exampleSnapshot,
  exampleSymptoms,
  exitedSymptoms,
} from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

interface Case {
  readonly component: Component;
  readonly log: string;
  readonly exitCode: number;
  readonly flags?: readonly string[];
  readonly code: string;
  /** Words that the operator must read. */
  readonly says: string;
}

const CASES: readonly Case[] = [
  {
    component: "kube-apiserver",
    log: "unknown-flag",
    exitCode: 1,
    flags: ["--nope=1"],
    code: "UnknownFlag",
    says: "--nope",
  },
  {
    component: "kube-controller-manager",
    log: "unknown-flag",
    exitCode: 1,
    flags: ["--nope=1"],
    code: "UnknownFlag",
    says: "--nope",
  },
  { component: "etcd", log: "unknown-flag", exitCode: 2, flags: ["--nope=1"], code: "UnknownFlag", says: "--nope" },
  {
    component: "kube-apiserver",
    log: "bad-flag-value",
    exitCode: 1,
    flags: ["--max-requests-inflight=many"],
    code: "BadFlagValue",
    says: '"many" for --max-requests-inflight',
  },
  {
    component: "kube-scheduler",
    log: "bad-flag-value",
    exitCode: 1,
    flags: ["--leader-elect=perhaps"],
    code: "BadFlagValue",
    says: '"perhaps" for --leader-elect',
  },
  {
    component: "etcd",
    log: "bad-flag-value",
    exitCode: 2,
    flags: ["--snapshot-count=many"],
    code: "BadFlagValue",
    says: '"many" for --snapshot-count',
  },
  {
    component: "etcd",
    log: "bad-combination",
    exitCode: 1,
    flags: ["--heartbeat-interval=1000", "--election-timeout=1000"],
    code: "BadFlagValue",
    says: "--election-timeout",
  },
  {
    component: "kube-apiserver",
    log: "bad-admission-plugin",
    exitCode: 1,
    flags: ["--enable-admission-plugins=JobValidation"],
    code: "BadFlagValue",
    says: '"JobValidation" for --enable-admission-plugins',
  },
  {
    component: "kube-apiserver",
    log: "missing-file",
    exitCode: 1,
    code: "ComponentFileUnusable",
    says: "/etc/kubernetes/pki/nothere.crt",
  },
  {
    component: "kube-apiserver",
    log: "bad-audit",
    exitCode: 1,
    code: "ComponentFileUnusable",
    says: "/etc/kubernetes/audit-policy.yaml",
  },
  {
    component: "etcd",
    log: "missing-file",
    exitCode: 1,
    code: "ComponentFileUnusable",
    says: "/etc/kubernetes/pki/nothere.crt",
  },
  {
    component: "kube-scheduler",
    log: "missing-kubeconfig",
    exitCode: 1,
    code: "ComponentFileUnusable",
    says: "/etc/kubernetes/nothere.conf",
  },
  {
    component: "kube-apiserver",
    log: "key-mismatch",
    exitCode: 1,
    code: "CertificateUnusable",
    says: "/etc/kubernetes/pki/apiserver.crt and /etc/kubernetes/pki/apiserver.key",
  },
  { component: "etcd", log: "address-not-local", exitCode: 1, code: "AddressNotOnHost", says: "192.0.2.7:2381" },
  {
    component: "etcd",
    log: "name-not-in-cluster",
    exitCode: 1,
    code: "EtcdDataOfAnotherCluster",
    says: "couldn't find local name",
  },
  { component: "etcd", log: "broken-wal", exitCode: 2, code: "EtcdDataUnreadable", says: "/var/lib/etcd" },
];

describe("a component that ended at its start", () => {
  it.each(CASES)("$component, $log: $code", ({ component, log, exitCode, flags, code, says }) => {
    const lines = recordedLines(`${component}/${log}.log`);
    const cause = findCause(exampleSnapshot({}, [exitedSymptoms(exampleComponent(component, flags), exitCode, lines)]));
    expect(cause?.error.code).toBe(code);
    expect(cause?.error.explanation.what).toContain(says);
    expect(cause?.stage).toBe(component);
    expect(cause?.error.evidence.join("\n")).toContain(`exited with status ${exitCode}`);
  });

  it.each(CASES)("$component, $log: not once it runs and is healthy", ({ component, log, exitCode, flags }) => {
    const expected = exampleComponent(component, flags);
    const running = exampleContainer(expected, {});
    const exited = exampleContainer(expected, { exitCode });
    const exitLog = recordedLines(`${component}/${log}.log`);
    const healed = exampleSymptoms(expected, { pod: { ...examplePod(expected), running, exited }, exitLog });
    expect(findCause(exampleSnapshot({}, [healed]))).toBeUndefined();
  });

  it("does not blame a flag that the manifest no longer has", () => {
    const lines = recordedLines("kube-apiserver/unknown-flag.log");
    const old = exitedSymptoms(exampleComponent("kube-apiserver"), 1, lines);
    expect(findCause(exampleSnapshot({}, [old]))).toBeUndefined();
  });

  it("does not blame the API server for an etcd that is not there yet", () => {
    const lines = [
      'E1123 09:27:23.307517 1 run.go:72] "command failed" err="error creating storage factory: etcd grpc connection not ready: context deadline exceeded"',
    ];
    const server = exitedSymptoms(exampleComponent("kube-apiserver"), 1, lines);
    const tried = { ...server, pod: { ...server.pod, restarts: 4 } };
    const etcd = exampleComponent("etcd");
    const starting = exampleSymptoms(etcd, { pod: examplePod(etcd) });
    expect(findCause(exampleSnapshot({}, [starting, tried]))).toBeUndefined();
  });
});
