import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import type { ApiAccess, Expectation } from "../../diagnose/expectation.ts";
import { expectationFromSpecs } from "../../diagnose/expectation-from-specs.ts";
import type { Component } from "../../domain/component.ts";
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
import { type WriteRun, writeSteps } from "../write-steps.ts";

export interface SettleRun extends WriteRun {
  /** When this run began to write, milliseconds since 1970. */
  readonly startedAt: number;
}

const SERVERS: readonly Component[] = ["etcd", "kube-apiserver"];
const NEEDS_API = [
  "wait-control-plane",
  "upload-config/kubeadm",
  "upload-config/kubelet",
  "mark-control-plane",
  "bootstrap-token",
];

/** What settling needs, from the parts of `init` that came before. */
export interface Settling {
  readonly request: InitRequest;
  readonly plan: InitPlan;
  /** Steps that wait for the API server. */
  readonly later: readonly Step[];
  readonly ports: InitPorts;
  readonly run: SettleRun;
}

/**
 * Waits until all is healthy, starts what waits for the API server, and fills the cluster as soon as its API answers.
 * What fails first ends everything.
 */
export async function settle(settling: Settling): Promise<void> {
  const { request, ports, run } = settling;
  const { phases } = request;
  if (NEEDS_API.some((phase) => phases.has(phase))) {
    await settleWithApi(settling, await administratorAccess(request.node, ports.files));
  }
  if (phases.has("kubelet-finalize/enable-client-cert-rotation")) {
    await enableClientCertRotation(ports.files, ports.services, run.transactionId);
  }
}

async function settleWithApi(settling: Settling, access: ApiAccess): Promise<void> {
  const { request, ports, run } = settling;
  const { node, phases } = request;
  const api = ports.clusterApi(access);
  const isAwaited = phases.has("wait-control-plane");
  // The second wait looks again at what the first one waited for.
  const reporter = sayingOnce(ports.reporter);
  if (isAwaited) {
    await startServers(settling, access, api, reporter);
  }
  const made = makeObjects(request, api, ports.clock, { caPem: access.caPem, signal: run.signal });
  const healthy = isAwaited ? awaitWhole(settling, access, reporter) : undefined;
  await Promise.all([made, healthy]);
  const mark = async (): Promise<string> => {
    if (phases.has("mark-control-plane")) {
      await markNode(node, api, ports.clock, run.signal);
    }
    return `${await made} objects`;
  };
  await runStage({ stage: "cluster", title: "Configuration, token and Node marks in the cluster", run: mark }, ports);
}

/** Waits for the part that everything else needs, and starts the rest. */
async function startServers(settling: Settling, access: ApiAccess, api: ClusterApi, reporter: Reporter): Promise<void> {
  const { request, plan, later, ports, run } = settling;
  const expected = await expectationFromSpecs(request, plan.steps, access, run.startedAt, ports);
  const servers = {
    ...expected,
    components: expected.components.filter(({ component }) => SERVERS.includes(component)),
    gates: { leases: false, node: false, mirrorPods: false },
  };
  const ready = awaitHealth(servers, settling, reporter);
  const mirrorPods = servers.components.map(({ podName }) => podName);
  const writeFollowers = async (): Promise<void> => writeSteps(later, plan, ports, run);
  await startFollowers(ready, { mirrorPods, access, api, writeFollowers }, ports);
}

async function awaitWhole(settling: Settling, access: ApiAccess, reporter: Reporter): Promise<void> {
  const { request, plan, ports, run } = settling;
  const expected = await expectationFromSpecs(request, plan.steps, access, run.startedAt, ports);
  // Mirror Pods come at once here (decision 0003), so they are waited for like everything else.
  await awaitHealth({ ...expected, gates: { leases: true, node: true, mirrorPods: true } }, settling, reporter);
}

async function awaitHealth(
  expectation: Expectation,
  { request, ports, run }: Settling,
  reporter: Reporter,
): Promise<void> {
  const timeoutMs = request.node.timeouts.controlPlaneComponentHealthCheckMs;
  await awaitControlPlane(expectation, ports, { reporter, signal: run.signal, timeoutMs });
}

/** Passes on what happens to a stage until it is done, and afterwards only that it failed. */
function sayingOnce(reporter: Reporter): Reporter {
  const done = new Set<string>();
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
