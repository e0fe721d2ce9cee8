import type { StepPorts } from "../../src/apply/apply-step.ts";
import { writeSteps } from "../../src/apply/write-steps.ts";
import { clearDrafts } from "../../src/apply/init/clear-drafts.ts";
import { type PhasedResource, desiredNode } from "../../src/desired/desired-node.ts";
import { leafPaths } from "../../src/desired/phases.ts";
import { renderStaticPod } from "../../src/desired/manifests/render-static-pod.ts";
import type { ClusterSpec } from "../../src/domain/cluster-spec.ts";
import { NodeEntropy } from "../../src/adapters/node-entropy.ts";
import { observeNode } from "../../src/observed/observe-node.ts";
import { type Plan, planNode } from "../../src/plan/plan-node.ts";
import { exampleClusterSpec, exampleNodeSpec } from "./example-specs.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeCommands } from "./fake-commands.ts";
import { FakeServices } from "./fake-services.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { renderTemplate } from "./render-template.ts";

/** A control-plane node whose disk is a map: observed, planned and written by the product's own code. */
export class NodeInMemory {
  readonly files = new InMemoryFileSystem()
    .put("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
    .put("/etc/group", "root:x:0:\n");
  readonly services = new FakeServices().put("kubelet", { state: "stopped" });
  readonly clock = new FakeClock();
  readonly commands = new FakeCommands().answer("useradd", () => {
    this.files.put("/etc/passwd", "root:x:0:0::/root:/bin/sh\netcd:x:999:999::/:/bin/false\n");
    this.files.put("/etc/group", "root:x:0:\netcd:x:999:\n");
    return {};
  });
  cluster: ClusterSpec = exampleClusterSpec();
  phases: ReadonlySet<string> = new Set(leafPaths());
  readonly node = exampleNodeSpec();
  #runs = 0;

  get ports(): StepPorts {
    return {
      files: this.files,
      services: this.services,
      clock: this.clock,
      commands: this.commands,
      entropy: new NodeEntropy(),
      renderManifest: (resource, known) => renderStaticPod(resource, known, renderTemplate),
    };
  }

  desired(): readonly PhasedResource[] {
    return desiredNode(this.cluster, this.node, false);
  }

  async plan(): Promise<Plan> {
    const seen = await observeNode(
      this.desired().map(({ resource }) => resource),
      this.ports,
    );
    return planNode(this.desired(), seen, {
      isExternalCa: false,
      phases: this.phases,
      renderManifest: this.ports.renderManifest,
    });
  }

  /** One run as `init` does it: leftovers cleared, then every step in order. Rejects with what a step threw. */
  async run(): Promise<Plan> {
    this.#runs += 1;
    const plan = await this.plan();
    const resources = this.desired().map(({ resource }) => resource);
    await clearDrafts(resources, this.files);
    const run = { transactionId: `tx${String(this.#runs).padStart(12, "0")}`, signal: new AbortController().signal };
    await writeSteps(plan.steps, { desired: this.desired() }, this.ports, run);
    return plan;
  }
}
