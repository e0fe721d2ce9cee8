import { writeSteps } from "../../src/apply/write-steps.ts";
import { commitRevision } from "../../src/apply/transaction/commit-revision.ts";
import { removeJournal, writeJournal } from "../../src/apply/transaction/journal-store.ts";
import { StagedFiles } from "../../src/apply/transaction/staged-files.ts";
import { forget, place } from "../../src/apply/transaction/swaps.ts";
import type { ClusterSpec } from "../../src/domain/cluster-spec.ts";
import type { Journal } from "../../src/domain/journal.ts";
import type { Swap } from "../../src/domain/swap.ts";
import { changesOf } from "../../src/plan/plan-node.ts";
import { exampleClusterSpec } from "./example-specs.ts";
import type { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { NodeInMemory } from "./node-in-memory.ts";

export const TRANSACTION = "tx0123456789ab";
export const TOKEN = "canary.0123456789abcdef";
const CONFIGURATION = `kind: InitConfiguration\nbootstrapTokens:\n  - token: ${TOKEN}\n`;

/** A node that `init` made, and that is to be changed now. */
export async function changingNode(): Promise<NodeInMemory> {
  const { files } = await initialised();
  return wanting(files);
}

let made: Promise<NodeInMemory> | undefined;

async function initialised(): Promise<NodeInMemory> {
  made ??= (async () => {
    const node = new NodeInMemory();
    await node.run();
    for (const name of ["super-admin.conf", "kubelet.conf", "audit/policy.yaml", "audit"]) {
      node.files.take(`/etc/kubernetes/${name}`);
    }
    node.files.take("/var/lib/kubelet/pki/kubelet-client-current.pem").putDirectory("/var/lib/etcd", 0o755);
    return node;
  })();
  return made;
}

/**
 * A node with a copy of `files`, which are to be changed: two certificates with other names, two manifests, two
 * kubeconfigs, a link and a directory with a file that are gone and come again, a directory with the wrong mode.
 */
export function wanting(files: InMemoryFileSystem): NodeInMemory {
  const node = new NodeInMemory();
  node.files.putAll(files.snapshot());
  node.cluster = wantedCluster();
  return node;
}

export function wantedCluster(): ClusterSpec {
  const { apiServer, etcd } = exampleClusterSpec();
  return exampleClusterSpec({
    apiServer: { ...apiServer, extraArgs: [{ name: "v", value: "4" }], certSANs: ["api.example.org"] },
    etcd: etcd.kind === "local" ? { ...etcd, serverCertSANs: ["etcd.example.org"] } : etcd,
  });
}

/** Prepares the change beside what is live. Rejects with what a step threw; all that was staged is gone then. */
export async function stage(node: NodeInMemory): Promise<readonly Swap[]> {
  const staged = new StagedFiles(node.files, TRANSACTION);
  const steps = changesOf(await node.plan()).filter(({ resource }) => resource.kind !== "service");
  const run = { transactionId: TRANSACTION, signal: new AbortController().signal };
  try {
    await writeSteps(steps, { desired: node.desired() }, { ...node.ports, files: staged }, run);
    return await staged.swaps();
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

export function journalOf(inputs: readonly Swap[]): Journal {
  return {
    version: 1,
    transactionId: TRANSACTION,
    command: "steadyplane apply",
    startedAt: "2026-01-01T00:00:00.000Z",
    fromRevision: 0,
    direction: "forward",
    failure: "",
    changes: [{ target: "files", strategy: "none", progress: "replacing", because: [], inputs, manifest: undefined }],
    configuration: undefined,
  };
}

/** From the journal on to the end, from wherever it stopped. */
export async function finish(node: NodeInMemory, swaps: readonly Swap[]): Promise<void> {
  for (const swap of swaps) {
    await place(swap, node.files);
  }
  const { kubernetesVersion, profile } = node.cluster;
  await commitRevision(
    {
      transactionId: TRANSACTION,
      command: "steadyplane apply",
      committedAt: node.clock.now(),
      kubernetesVersion,
      profile,
      changes: [{ target: "kube-apiserver", because: ["--v differs"] }],
      configurationText: CONFIGURATION,
      resources: node.desired().map(({ resource }) => resource),
    },
    node.files,
  );
  for (const swap of swaps) {
    await forget(swap, node.files);
  }
  await removeJournal(node.files);
}

/** All that follows {@link stage}. */
export async function carryOut(node: NodeInMemory, swaps: readonly Swap[]): Promise<void> {
  await writeJournal(journalOf(swaps), node.files);
  await finish(node, swaps);
}
