import type { InitMarker } from "../../observed/init-marker.ts";
import { revisionNumbers } from "../../observed/revisions/list-revisions.ts";
import { runStages } from "../run-stages.ts";
import { commitRevision } from "../transaction/commit-revision.ts";
import { transactionIdFrom } from "../write-file.ts";
import { clearDrafts } from "./clear-drafts.ts";
import type { InitPorts } from "./init-ports.ts";
import type { InitRequest } from "./init-request.ts";
import { followers } from "./followers.ts";
import type { InitPlan } from "./plan-init.ts";
import { clearPods, stalePods } from "./stale-pods.ts";
import { settle } from "./settle.ts";
import { writingStages } from "./write-host.ts";
import { writeConfiguration, writeMarker } from "./write-marker.ts";

const TRANSACTION_BYTES = 6;

/** Carries out a plan of `init` whose findings forbid nothing. Killed anywhere, the same plan made anew goes on from there. */
export async function carryOutInit(
  request: InitRequest,
  plan: InitPlan,
  ports: InitPorts,
  signal: AbortSignal,
): Promise<void> {
  const { files, clock, entropy } = ports;
  const { phases } = request;
  const run = { transactionId: transactionIdFrom(entropy.hex(TRANSACTION_BYTES)), startedAt: clock.now(), signal };
  const marker = markerFor(request, plan, run.startedAt);
  if (phases.has("kubelet-start") || phases.has("etcd/local")) {
    await writeMarker(marker, files, run.transactionId);
    await writeConfiguration(request.configurationText, files, run.transactionId);
  }
  await clearDrafts(
    plan.desired.map(({ resource }) => resource),
    files,
  );
  const later = phases.has("wait-control-plane") ? followers(plan) : [];
  const startsPods =
    phases.has("wait-control-plane") || plan.steps.some(({ resource }) => resource.kind === "static-pod");
  const stale =
    startsPods && marker.healthyAt === undefined ? await stalePods(request.node.name, plan.steps, ports.runtime) : [];
  if (stale.length > 0) {
    await clearPods(stale, ports);
  }
  await runStages(writingStages(plan, later, ports, run), ports);
  if (stale.length > 0 && !phases.has("kubelet-start")) {
    await ports.services.start("kubelet");
  }
  await settle({ request, plan, later, ports, run });
  if (phases.has("wait-control-plane") && marker.healthyAt === undefined) {
    await writeMarker({ ...marker, healthyAt: new Date(clock.now()).toISOString() }, files, run.transactionId);
  }
  if (phases.has("wait-control-plane")) {
    await commitFirstRevision(request, plan, run.transactionId, ports);
  }
}

/** What later changes are measured against. A run that was killed before it could is made up for by the next. */
async function commitFirstRevision(
  { cluster, configurationText, command }: InitRequest,
  { desired }: InitPlan,
  transactionId: string,
  { files, clock }: InitPorts,
): Promise<void> {
  const numbers = await revisionNumbers(files);
  if (numbers.kind === "present" && numbers.value.length === 0) {
    const { kubernetesVersion, profile } = cluster;
    const changes = [{ target: "node" as const, because: ["this host became a control-plane node"] }];
    const resources = desired.map(({ resource }) => resource);
    const said = { transactionId, command, kubernetesVersion, profile, changes, configurationText, resources };
    await commitRevision({ ...said, committedAt: clock.now() }, files);
  }
}

function markerFor({ cluster, node }: InitRequest, { marker }: InitPlan, startedAt: number): InitMarker {
  return {
    version: 1,
    nodeName: node.name,
    etcdDataDir: cluster.etcd.kind === "local" ? cluster.etcd.dataDir : undefined,
    startedAt: marker?.startedAt ?? new Date(startedAt).toISOString(),
    healthyAt: marker?.healthyAt,
  };
}
