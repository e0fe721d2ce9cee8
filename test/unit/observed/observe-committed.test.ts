import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { absolute } from "../../../src/domain/absolute-path.ts";
import type { KeptRevision } from "../../../src/domain/revision.ts";
import { observeCommitted } from "../../../src/observed/observe-committed.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const MANIFESTS = ["etcd", "kube-apiserver", "kube-scheduler"].map((name) =>
  absolute(`/etc/kubernetes/manifests/${name}.yaml`),
);
const OTHERS = ["/var/lib/kubelet/config.yaml", "/etc/kubernetes/pki/ca.crt"].map(absolute);

const kept: KeptRevision = {
  revision: {
    number: 4,
    transactionId: "tx0123456789ab",
    committedAt: "2026-01-01T00:00:00Z",
    command: "steadyplane apply",
    kubernetesVersion: "v1.37.2",
    profile: "secure",
    changes: [],
    files: [...MANIFESTS, ...OTHERS].map((path) => ({ path, sha256: sha256("committed") })),
    manifests: MANIFESTS,
    configurationSha256: "",
  },
  configuration: "",
  manifests: new Map(MANIFESTS.map((path) => [path, "committed"])),
};

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

test("tells what became of manifests and of the kubelet's configuration, and looks at nothing else", async () => {
  const [etcd = "", apiServer = ""] = MANIFESTS;
  const files = new InMemoryFileSystem()
    .put(etcd, "committed")
    .put(apiServer, "edited")
    .put("/var/lib/kubelet/config.yaml", "edited")
    .put("/etc/kubernetes/pki/ca.crt", "renewed");
  const committed = await observeCommitted({ kind: "present", value: kept }, files);
  expect(committed).toEqual({
    kind: "present",
    revision: 4,
    files: [
      { path: MANIFESTS[0], committedText: "committed", now: { kind: "same" } },
      { path: MANIFESTS[1], committedText: "committed", now: { kind: "changed", text: "edited" } },
      { path: MANIFESTS[2], committedText: "committed", now: { kind: "absent" } },
      { path: OTHERS[0], committedText: undefined, now: { kind: "changed", text: "edited" } },
    ],
  });
});

test("a revision that is corrupt is not one that is absent", async () => {
  const files = new InMemoryFileSystem();
  const corrupt = { kind: "corrupt", number: 4, problem: "revision.json is not what was committed" } as const;
  expect(await observeCommitted(corrupt, files)).toMatchObject({ kind: "unreadable" });
  expect(await observeCommitted({ kind: "absent" }, files)).toEqual({ kind: "absent" });
});
