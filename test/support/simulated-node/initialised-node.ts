import { applyObject } from "../../../src/apply/steps/object.ts";
import { CONFIGURATION_FILE } from "../../../src/apply/init/write-marker.ts";
import type { ApplyRequest } from "../../../src/apply/transaction/apply-request.ts";
import { commitRevision } from "../../../src/apply/transaction/commit-revision.ts";
import { observeForChange } from "../../../src/apply/transaction/observe-for-change.ts";
import { exampleClusterSpec, exampleNodeSpec, exampleSpecs } from "../example-specs.ts";
import { InMemoryFileSystem } from "../in-memory-file-system.ts";
import { NodeInMemory } from "../node-in-memory.ts";
import { SimulatedNode } from "./simulated-node.ts";
import { SimulatedRun } from "./simulated-run.ts";

/** What the nodes of {@link initialisedNode} are. */
export function requestFor(cluster: Parameters<typeof exampleClusterSpec>[0], text: string): ApplyRequest {
  return {
    ...exampleSpecs(),
    cluster: exampleClusterSpec(cluster),
    node: exampleNodeSpec(),
    tool: { strategy: "handoff", soakMs: 2_000, healthTimeoutMs: 60_000, source: "auto" },
    configurationText: `# ${text}\nkind: ClusterConfiguration\n`,
    isStrategyAsked: false,
    overwritesDrift: false,
    localImageRepository: undefined,
  };
}
export const BEFORE: ApplyRequest = requestFor({}, "before");

let disk: Promise<InMemoryFileSystem> | undefined;

/** A node that `init` made, with the configuration {@link BEFORE}, and on which everything has run for a minute. */
export async function initialisedNode(): Promise<SimulatedNode> {
  disk ??= makeDisk();
  const node = new SimulatedNode();
  node.files.names.add("etcd");
  node.files.putAll((await disk).snapshot());
  node.cluster.put({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "cp1", labels: {} },
    status: {
      conditions: [{ type: "Ready", status: "True" }],
      nodeInfo: { kubeletVersion: "v1.37.2" },
      allocatable: { cpu: "8", memory: "16Gi", pods: "110" },
    },
  } as Parameters<typeof node.cluster.put>[0]);
  const ports = new SimulatedRun(node).ports();
  const { objects } = await observeForChange(BEFORE, ports);
  for (const resource of objects) {
    await applyObject(resource, node.cluster);
  }
  await node.pass(60_000);
  node.outages.forget();
  return node;
}

async function makeDisk(): Promise<InMemoryFileSystem> {
  const made = new NodeInMemory();
  await made.run();
  const { files } = made;
  files.put(CONFIGURATION_FILE, BEFORE.configurationText, 0o600);
  files.put("/proc/meminfo", "MemAvailable: 8000000 kB\n");
  await commitRevision(
    {
      transactionId: "tx000000000000",
      command: "steadyplane init",
      committedAt: made.clock.now(),
      kubernetesVersion: BEFORE.cluster.kubernetesVersion,
      profile: BEFORE.cluster.profile,
      changes: [],
      configurationText: BEFORE.configurationText,
      resources: made.desired().map(({ resource }) => resource),
    },
    files,
  );
  return new InMemoryFileSystem().putAll(files.snapshot());
}
