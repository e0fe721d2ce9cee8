import { basename } from "node:path/posix";
import { clearDrafts } from "../../src/apply/init/clear-drafts.ts";
import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import type { Handoff } from "../../src/apply/handoff/handoff.ts";
import type { HandoffSubject } from "../../src/apply/handoff/handoff-context.ts";
import { placeManifest } from "../../src/apply/handoff/place-manifest.ts";
import { placeSecond, removeSecond } from "../../src/apply/handoff/second-instance.ts";
import { complete, writeDown } from "../../src/apply/transaction/apply-changes.ts";
import { beginTransaction } from "../../src/apply/transaction/begin-transaction.ts";
import { componentChange } from "../../src/apply/transaction/change-component.ts";
import { filesChange } from "../../src/apply/transaction/change-files.ts";
import type { ChangeMaker } from "../../src/apply/transaction/change-maker.ts";
import type { CommitParts } from "../../src/apply/transaction/commit-transaction.ts";
import { JournalKeeper } from "../../src/apply/transaction/journal-keeper.ts";
import { writeJournal } from "../../src/apply/transaction/journal-store.ts";
import { forgetSecond, prepareSecond } from "../../src/apply/transaction/prepare-second.ts";
import { abortTransaction, resumeTransaction } from "../../src/apply/transaction/recover.ts";
import type { TransactionParts } from "../../src/apply/transaction/run-transaction.ts";
import { subjectOfComponent } from "../../src/apply/transaction/subject-of-component.ts";
import type { ClusterSpec } from "../../src/domain/cluster-spec.ts";
import { COMPONENTS } from "../../src/domain/component.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import type { Journal, JournalledChange } from "../../src/domain/journal.ts";
import { soundJournal } from "../../src/observed/read-journal.ts";
import { observeNode } from "../../src/observed/observe-node.ts";
import { groupSteps } from "../../src/plan/group-steps.ts";
import { planChange } from "../../src/plan/plan-change.ts";
import { planNode } from "../../src/plan/plan-node.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import { leafPaths } from "../../src/desired/phases.ts";
import { TRANSACTION, wantedCluster } from "./changing-node.ts";
import { exampleSpecs } from "./example-specs.ts";
import { NodeInMemory } from "./node-in-memory.ts";
import { FakeClock } from "./fake-clock.ts";
import { renderTemplate } from "./render-template.ts";

export const WANTED_CONFIGURATION = "kind: ClusterConfiguration\nkubernetesVersion: v1.37.2\n";

/**
 * A change of a node in files alone, from staging to the commit, by the product's own code: its components are handed
 * over in so far as that is done in files, and nobody is asked how they are.
 */
export class FileChange {
  readonly #files: FileSystem;
  readonly #node = new NodeInMemory();

  constructor(files: FileSystem, cluster: ClusterSpec = wantedCluster()) {
    this.#files = files;
    this.#node.cluster = cluster;
  }

  /** What is to be carried out. */
  async plan() {
    const { renderManifest } = this.#node.ports;
    const desired = this.#node.desired();
    const seen = await observeNode(
      desired.map(({ resource }) => resource),
      { ...this.#node.ports, files: this.#files },
    );
    const phases = new Set(leafPaths());
    const { steps } = planNode(desired, seen, { isExternalCa: false, phases, renderManifest });
    const groups = groupSteps(steps, [], { seen, renderManifest });
    const { changes } = planChange(groups, { strategy: "handoff", isAsked: false, verdicts: new Map() });
    return { changes, desired, revision: { kind: "absent" } as const };
  }

  async apply(plan: Awaited<ReturnType<FileChange["plan"]>>): Promise<void> {
    await this.#clear();
    const start = {
      transactionId: TRANSACTION,
      command: "steadyplane apply",
      configurationText: WANTED_CONFIGURATION,
      startedAt: 0,
      signal: new AbortController().signal,
    };
    const parts = this.#parts(await beginTransaction(plan, start, { ...this.#node.ports, files: this.#files }));
    await writeDown(parts);
    await complete(parts);
  }

  /** What the next command does after a crash. */
  async recover(how: "resume" | "abort"): Promise<void> {
    const journal = await soundJournal(this.#files);
    if (journal === undefined) {
      return this.#clear();
    }
    const parts = this.#parts(journal);
    if (how === "abort") {
      await abortTransaction(parts);
      return;
    }
    await resumeTransaction(parts).catch((error: unknown) => {
      // One that was on its way back says so, once it is there.
      if (journal.direction === "forward") {
        throw error;
      }
    });
  }

  async #clear(): Promise<void> {
    await clearDrafts(
      this.#node.desired().map(({ resource }) => resource),
      this.#files,
    );
  }

  #parts(journal: Journal): TransactionParts & CommitParts {
    const { cluster, node, clock } = this.#node;
    return {
      keeper: new JournalKeeper(journal, async (next) => writeJournal(next, this.#files)),
      makerOf: (change) => this.#maker(change),
      gate: async () => undefined,
      isStopped: () => false,
      clock,
      reporter: { notify: () => undefined },
      specs: exampleSpecs({ cluster, node }),
      configurationText: WANTED_CONFIGURATION,
      resources: this.#node.desired().map(({ resource }) => resource),
      files: this.#files,
    };
  }

  #maker({ target, inputs }: JournalledChange): ChangeMaker {
    const files = this.#files;
    const component = COMPONENTS.find((name) => name === target);
    if (component === undefined) {
      return filesChange(files);
    }
    const { cluster, node } = this.#node;
    const access = { server: "", caPem: "", certPem: "", keyPem: new Confidential("") };
    const transaction = { transactionId: TRANSACTION, access, signal: new AbortController().signal };
    const interfaces = { addresses: () => [] };
    const subject = subjectOfComponent(component, exampleSpecs({ cluster, node }), transaction, interfaces);
    const room = { cpuMilli: 0, memoryBytes: 0 };
    const second = { subject, room, inputs, files, render: renderTemplate };
    return componentChange({
      ...{ files, clock: new FakeClock(), signal: transaction.signal },
      handoff: handoffInFiles(subject, files),
      manifestPath: subject.manifest.path,
      prepareSecond: async (text, direction) => prepareSecond(second, text, direction),
      forgetSecond: async () => forgetSecond(second),
    });
  }
}

function handoffInFiles(subject: HandoffSubject, files: FileSystem): Handoff {
  return {
    component: subject.component,
    isLeftBehind: async () => false,
    begin: async () => void (await placeSecond(subject, files)),
    replace: async ({ text, placeInputs }) => {
      await placeInputs();
      await placeManifest(subject, text, { files });
    },
    end: async () => {
      await removeSecond(subject, files);
      await files.remove(subject.marker);
    },
  };
}

/** A node that is to be changed, in memory, with a configuration of its own. */
export async function nodeToChange(): Promise<NodeInMemory["files"]> {
  const node = new NodeInMemory();
  await node.run();
  const credential = node.files.files().find((path) => path.includes("kubelet-client-")) ?? "";
  return (
    node.files
      .take("/etc/kubernetes/super-admin.conf")
      .take("/etc/kubernetes/audit/policy.yaml")
      .put(CONFIGURATION_FILE, "kind: ClusterConfiguration\n", 0o600)
      // One with an absolute target leads out of any other root.
      .putLink("/var/lib/kubelet/pki/kubelet-client-current.pem", basename(credential))
  );
}
