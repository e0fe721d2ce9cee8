import type { ApplyRequest } from "../../src/apply/transaction/apply-request.ts";
import { type ApplyPlan, planApply } from "../../src/apply/transaction/plan-apply.ts";
import type { PlanPorts } from "../../src/apply/transaction/plan-ports.ts";
import { desiredObjects } from "../../src/desired/cluster-objects/desired-objects.ts";
import { createHash } from "node:crypto";
import { FakeClusterApi } from "./fake-cluster-api.ts";
import { FakeContainerRuntime } from "./fake-container-runtime.ts";
import { FakeHttp } from "./fake-http.ts";
import { FakePacketFilter } from "./fake-packet-filter.ts";
import { FakeProcesses } from "./fake-processes.ts";
import { NodeInMemory } from "./node-in-memory.ts";

/** A node in memory as `init` leaves it, with its objects in an API, to be planned with its real planner. */
export class SettledNode {
  readonly node = new NodeInMemory();
  readonly api = new FakeClusterApi();
  configurationText = "kind: ClusterConfiguration\n";

  static async make(): Promise<SettledNode> {
    const settled = new SettledNode();
    await settled.settle();
    return settled;
  }

  /** Makes host and API what the configuration says. */
  async settle(): Promise<void> {
    const { cluster, node, files } = this.node;
    await this.node.run();
    const caPem = files.text("/etc/kubernetes/pki/ca.crt") ?? "";
    const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
    for (const { object } of desiredObjects(cluster, node, { caPem, sha256 })) {
      await this.api.apply(object);
    }
  }

  get request(): ApplyRequest {
    return {
      cluster: this.node.cluster,
      node: this.node.node,
      tool: { strategy: "handoff", soakMs: 0, healthTimeoutMs: 1_000, source: "auto" },
      configurationText: this.configurationText,
      isStrategyAsked: true,
      overwritesDrift: true,
      localImageRepository: undefined,
    };
  }

  async plan(): Promise<ApplyPlan> {
    const ports: PlanPorts = {
      ...this.node.ports,
      processes: new FakeProcesses(),
      interfaces: { addresses: () => [] },
      runtime: new FakeContainerRuntime(),
      http: new FakeHttp(),
      clusterApi: () => this.api,
      packets: new FakePacketFilter(this.node.clock),
    };
    return planApply(this.request, ports);
  }
}
