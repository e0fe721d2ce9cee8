import { expect, test } from "vitest";
import { describeStatus } from "../../../../cli/output/describe-status.ts";
import { onScreen } from "../../../../cli/output/on-screen.ts";
import { clusterAway } from "../../../../src/diagnose/snapshot/read-cluster.ts";
import type { Snapshot } from "../../../../src/diagnose/snapshot/snapshot.ts";
import type { NodeDetails } from "../../../../src/diagnose/status/node-status.ts";
import { nodeStatus } from "../../../../src/diagnose/status/node-status.ts";
import { statusView } from "../../../../src/diagnose/status/status-view.ts";
import { EXAMPLE_NOW, exampleComponent, exampleSnapshot, exitedSymptoms } from "../../../support/example-snapshot.ts";

const inDays = (days: number) => new Date(EXAMPLE_NOW + days * 86_400_000 + 1_000).toISOString();
const committed = { kind: "committed", revision: 3 } as const;
const DETAILS: NodeDetails = {
  origins: {
    etcd: committed,
    "kube-apiserver": committed,
    "kube-controller-manager": committed,
    "kube-scheduler": { kind: "edited", revision: 3 },
  },
  etcd: {
    kind: "answers",
    version: "3.7.0",
    isLeader: true,
    leader: "node-1",
    members: [{ name: "node-1", isLearner: false }],
    dbSize: 12 * 2 ** 20,
    dbSizeInUse: 5 * 2 ** 20,
    alarms: [],
  },
  expiringCertificates: [],
  kubeletVersion: "v1.37.2",
  leftovers: [],
};
const shown = (snapshot: Snapshot, changes: Partial<NodeDetails> = {}) =>
  `${describeStatus(nodeStatus(statusView(snapshot), { ...DETAILS, ...changes }), EXAMPLE_NOW)}\n`;

test("a healthy node on one screen", async () => {
  await expect(shown(exampleSnapshot())).toMatchFileSnapshot("../../../golden/status/healthy.txt");
});

test("a node whose API is down", async () => {
  const server = exampleComponent("kube-apiserver", ["--no-such-flag"]);
  const snapshot = exampleSnapshot({ cluster: clusterAway("the API server is not ready") }, [
    exitedSymptoms(server, 1, ["Error: unknown flag: --no-such-flag"]),
  ]);
  const changes = {
    etcd: { kind: "unknown", reason: "connect ECONNREFUSED 127.0.0.1:2379" } as const,
    expiringCertificates: [
      { path: "/etc/kubernetes/pki/apiserver.crt", notAfter: inDays(-2) },
      { path: "/etc/kubernetes/admin.conf", notAfter: inDays(12) },
    ],
    leftovers: ['A change was begun 2026-11-23T08:00:00Z and is not over: "steadyplane apply".'],
  };
  const text = shown(snapshot, changes);
  expect(text.split("\n").length).toBeLessThan(40);
  await expect(text).toMatchFileSnapshot("../../../golden/status/api-down.txt");
});

test("on a terminal each line replaces the one that was there", () => {
  expect(onScreen("a\nb")).toBe("\u001B[Ha\u001B[K\nb\u001B[K\u001B[J");
});
