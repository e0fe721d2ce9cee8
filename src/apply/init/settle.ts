import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import type { ApiAccess, Expectation } from "../../diagnose/expectation.ts";
import { expectationFromSpecs } from "../../diagnose/expectation-from-specs.ts";
import type { Step } from "../../domain/step.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { runStage } from "../run-stages.ts";
import { administratorAccess } from "./administrator-access.ts";
import { enableClientCertRotation } from "./enable-rotation.ts";
import type { InitPorts } from "./init-ports.ts";
import type { InitRequest } from "./init-request.ts";
import type { InitPlan } from "./plan-init.ts";
import { startFollowers } from "./start-followers.ts";
import { makeObjects, markNode } from "./settle-cluster.ts";
import { type WriteRun, writeSteps } from "./write-host.ts";

export interface SettleRun extends WriteRun {
  /** When this run began to write, milliseconds since 1970. */
  readonly startedAt: number;
}

const NEEDS_API = [
  "wait-control-plane",
  "upload-config/kubeadm",
  "upload-config/kubelet",
  "mark-control-plane",
  "bootstrap-token",
];

/**
 * Waits until all is healthy, starts what waits for the API server (`later`), and fills the cluster as soon as its API
 * answers. What fails first ends everything.
 */
export async function settle(
  request: InitRequest,
  plan: InitPlan,
  later: readonly Step[],
  ports: InitPorts,
  run: SettleRun,
): Promise<void> {
  const { phases } = request;
  if (NEEDS_API.some((phase) => phases.has(phase))) {
    await settleWithApi(request, plan, later, ports, run);
  }
  if (phases.has("kubelet-finalize/enable-client-cert-rotation")) {
    await enableClientCertRotation(ports.files, ports.services, run.transactionId);
  }
}

async function settleWithApi(
  request: InitRequest,
  plan: InitPlan,
  later: readonly Step[],
  ports: InitPorts,
  run: SettleRun,
): Promise<void> {
  const { node, phases } = request;
  const access = await administratorAccess(node, ports.files);
  const api = ports.clusterApi(access);
  const isAwaited = phases.has("wait-control-plane");
  const seenDone = new Set<string>();
  if (isAwaited) {
    const expected = await expectationFromSpecs(request, plan.steps, access, run.startedAt, ports);
    const servers = awaiting(
      serversOf(expected),
      request,
      { ...ports, reporter: once(ports.reporter, seenDone) },
      run.signal,
    );
    const writeFollowers = async (): Promise<void> => writeSteps(later, plan, ports, run);
    await startFollowers(servers, { nodeName: node.name, access, api, writeFollowers }, ports);
  }
  const made = filling(request, access, api, ports, run.signal);
  const healthy = isAwaited
    ? whole(request, plan, access, { ...ports, reporter: once(ports.reporter, seenDone) }, run)
    : undefined;
  await Promise.all([made, healthy]);
  const mark = async (): Promise<string> => {
    if (phases.has("mark-control-plane")) {
      await markNode(node, api, ports.clock, run.signal);
    }
    return `${await made} objects`;
  };
  await runStage({ stage: "cluster", title: "Configuration, token and Node marks in the cluster", run: mark }, ports);
}

function filling(
  request: InitRequest,
  access: ApiAccess,
  api: ClusterApi,
  { clock }: InitPorts,
  signal: AbortSignal,
): Promise<number> {
  return makeObjects(request, api, clock, { caPem: access.caPem, signal });
}

async function whole(
  request: InitRequest,
  plan: InitPlan,
  access: ApiAccess,
  ports: InitPorts,
  run: SettleRun,
): Promise<void> {
  const expected = await expectationFromSpecs(request, plan.steps, access, run.startedAt, ports);
  await awaiting({ ...expected, gates: EVERYTHING }, request, ports, run.signal);
}

async function awaiting(
  expectation: Expectation,
  { node }: InitRequest,
  ports: InitPorts,
  signal: AbortSignal,
): Promise<void> {
  const { reporter } = ports;
  const timeoutMs = node.timeouts.controlPlaneComponentHealthCheckMs;
  await awaitControlPlane(expectation, ports, { reporter, signal, timeoutMs });
}

// With the kubelet started anew, mirror Pods come at once: they are waited for like everything else.
const EVERYTHING: Expectation["gates"] = { leases: true, node: true, mirrorPods: true };

/** The part that everything else needs: etcd and the API server. */
function serversOf(expectation: Expectation): Expectation {
  return {
    ...expectation,
    components: expectation.components.filter(({ lease }) => lease === undefined),
    gates: { leases: false, node: false, mirrorPods: false },
  };
}

/** Passes the start and the end of a stage on once: the second wait looks again at what the first one waited for. */
function once(reporter: Reporter, done: Set<string>): Reporter {
  return {
    notify(event) {
      if (event.kind === "warning" || event.kind === "stage-failed" || !done.has(event.stage)) {
        reporter.notify(event);
      }
      if (event.kind === "stage-done") {
        done.add(event.stage);
      }
    },
  };
}
