import { createHash } from "node:crypto";
import { type PhaseObjects, clusterObjects } from "../../desired/cluster-objects/cluster-objects.ts";
import { nodeObject } from "../../desired/cluster-objects/node-object.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { clusterRefused } from "../../errors/apply.ts";
import { ApiRefused, type ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import { applyObject } from "../steps/object.ts";
import type { InitRequest } from "./init-request.ts";

const RETRY_MS = 100;
const CLIENT_ERROR = 400;
const SERVER_ERROR = 500;

export interface SettleOptions {
  readonly caPem: string;
  readonly signal: AbortSignal;
}

/** Makes the objects that a new control plane holds. Safe to repeat. Rejects with ClusterRefused. */
export async function makeObjects(
  request: InitRequest,
  api: ClusterApi,
  clock: Clock,
  { caPem, signal }: SettleOptions,
): Promise<number> {
  const { cluster, node } = request;
  const inputs = {
    caPem,
    nowMs: clock.now(),
    sha256: (text: string) => createHash("sha256").update(text).digest("hex"),
  };
  const wanted = clusterObjects(cluster, node, inputs).filter(({ phase }) => isWanted(phase, request.phases));
  const objects = wanted.flatMap((phase) => phase.objects);
  const attempt = insisting(clock, node.timeouts.kubernetesAPICallMs, signal);
  await Promise.all(objects.map(async (resource) => attempt(async () => applyObject(resource, api))));
  return objects.length;
}

/** Gives the Node its labels and taints; those it has from elsewhere stay. Safe to repeat. Rejects with ClusterRefused. */
export async function markNode(node: NodeSpec, api: ClusterApi, clock: Clock, signal: AbortSignal): Promise<void> {
  const attempt = insisting(clock, node.timeouts.kubernetesAPICallMs, signal);
  await attempt(async () => applyObject(nodeObject(node), api));
}

// What admin.conf may do hangs on the binding, so that is made with whichever phase waits for the control plane.
function isWanted(phase: PhaseObjects["phase"], phases: ReadonlySet<string>): boolean {
  return phase === "admin-binding" ? phases.has("wait-control-plane") : phases.has(phase);
}

/** Repeats a call that no server answered, or that a server could not answer yet, until the limit. */
function insisting(clock: Clock, limitMs: number, signal: AbortSignal): (call: () => Promise<void>) => Promise<void> {
  return async (call) => {
    const end = clock.monotonicMs() + limitMs;
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const isFinal =
          error instanceof ApiRefused &&
          error.status >= CLIENT_ERROR &&
          error.status < SERVER_ERROR &&
          !isTransient(error);
        if (isFinal || clock.monotonicMs() >= end) {
          throw clusterRefused(error);
        }
        await clock.sleep(RETRY_MS, signal);
      }
    }
  };
}

// A namespace of the system is made by the server itself in its first moments; a conflict is another writer's turn.
function isTransient({ status }: ApiRefused): boolean {
  return status === 404 || status === 409 || status === 429;
}
