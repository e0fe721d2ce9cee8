import { absolute } from "../../domain/absolute-path.ts";
import { formatHostPort } from "../../domain/network/host-port.ts";
import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import { expectationFromSpecs } from "../../diagnose/expectation-from-specs.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { readApiAccess } from "../../observed/api-access.ts";
import { runStage, runStages } from "../run-stages.ts";
import { transactionIdFrom } from "../write-file.ts";
import { clearDrafts } from "./clear-drafts.ts";
import { enableClientCertRotation } from "./enable-rotation.ts";
import type { InitPorts } from "./init-ports.ts";
import type { InitRequest } from "./init-request.ts";
import type { InitPlan } from "./plan-init.ts";
import { makeObjects, markNode } from "./settle-cluster.ts";
import { untilApiAnswers } from "./until-api-answers.ts";
import { writingStages } from "./write-host.ts";
import { writeConfiguration, writeMarker } from "./write-marker.ts";

const TRANSACTION_BYTES = 6;

/** Carries out a plan of `init` whose findings forbid nothing. Killed anywhere, the same plan made anew goes on from there. */
export async function carryOutInit(request: InitRequest, plan: InitPlan, ports: InitPorts, signal: AbortSignal): Promise<void> {
  const { files, clock, entropy } = ports;
  const transactionId = transactionIdFrom(entropy.hex(TRANSACTION_BYTES));
  const startedAt = clock.now();
  const { cluster, node } = request;
  const marker = {
    version: 1,
    nodeName: node.name,
    etcdDataDir: cluster.etcd.kind === "local" ? cluster.etcd.dataDir : undefined,
    startedAt: plan.marker?.startedAt ?? new Date(startedAt).toISOString(),
    healthyAt: plan.marker?.healthyAt,
  } as const;
  if (request.phases.has("kubelet-start") || request.phases.has("etcd/local")) {
    await writeMarker(marker, files, transactionId);
    await writeConfiguration(request.configurationText, files, transactionId);
  }
  await clearDrafts(plan.desired.map(({ resource }) => resource), files);
  await runStages(writingStages(plan, ports, transactionId, signal), ports);
  await settle(request, plan, ports, { transactionId, startedAt, signal });
  if (request.phases.has("wait-control-plane") && marker.healthyAt === undefined) {
    await writeMarker({ ...marker, healthyAt: new Date(clock.now()).toISOString() }, files, transactionId);
  }
}

interface Run {
  readonly transactionId: string;
  readonly startedAt: number;
  readonly signal: AbortSignal;
}

const NEEDS_API = ["wait-control-plane", "upload-config/kubeadm", "upload-config/kubelet", "mark-control-plane", "bootstrap-token"];

/** Waits until all is healthy, and fills the cluster as soon as its API answers. What fails first ends both. */
async function settle(request: InitRequest, plan: InitPlan, ports: InitPorts, run: Run): Promise<void> {
  const { node, phases } = request;
  const rotates = phases.has("kubelet-finalize/enable-client-cert-rotation");
  if (rotates && !NEEDS_API.some((phase) => phases.has(phase))) {
    await enableClientCertRotation(ports.files, ports.services, run.transactionId);
  }
  if (!NEEDS_API.some((phase) => phases.has(phase))) {
    return;
  }
  const access = await administratorAccess(request, ports);
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const healthy = phases.has("wait-control-plane")
    ? awaitControlPlane(await expectationFromSpecs(request, plan.steps, access, run.startedAt, ports), ports, {
        reporter: ports.reporter,
        signal,
        timeoutMs: node.timeouts.controlPlaneComponentHealthCheckMs,
      })
    : Promise.resolve();
  const filled = fillCluster(request, access, ports, healthy, signal).catch((error: unknown) => {
    failed.abort(error);
    throw error;
  });
  const [health, filling] = await Promise.allSettled([healthy.catch((error: unknown) => abortWith(failed, error)), filled]);
  if (health.status === "rejected") {
    throw health.reason;
  }
  if (filling.status === "rejected") {
    throw filling.reason;
  }
  if (rotates) {
    await enableClientCertRotation(ports.files, ports.services, run.transactionId);
  }
}

function abortWith(controller: AbortController, error: unknown): never {
  controller.abort(error);
  throw error;
}

async function fillCluster(
  request: InitRequest,
  access: ApiAccess,
  ports: InitPorts,
  healthy: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, http } = ports;
  await untilApiAnswers(access, http, clock, signal);
  const api = ports.clusterApi(access);
  const made = makeObjects(request, api, clock, { caPem: access.caPem, signal });
  await Promise.all([made, healthy]);
  const title = "Configuration, token and Node marks in the cluster";
  const run = async (): Promise<string> => {
    if (request.phases.has("mark-control-plane")) {
      await markNode(request.node, api, clock, signal);
    }
    return `${await made} objects`;
  };
  await runStage({ stage: "cluster", title, run }, ports);
}

/** As an administrator past RBAC where that is possible: the binding that lets admin.conf do anything is made with it. */
async function administratorAccess({ node }: InitRequest, { files }: InitPorts): Promise<ApiAccess> {
  const server = `https://${formatHostPort(node.advertiseAddress, node.bindPort)}`;
  for (const name of ["super-admin", "admin"]) {
    const path = absolute(`/etc/kubernetes/${name}.conf`);
    const access = await readApiAccess(path, files);
    if (access.kind === "present") {
      // The node's own server: what stands before it, a load balancer say, may not lead here yet.
      return { ...access.value, server };
    }
    if (access.kind === "unreadable") {
      throw couldNotRead(path, access.reason);
    }
  }
  throw couldNotRead("/etc/kubernetes/admin.conf", "ENOENT");
}
