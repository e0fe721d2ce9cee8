import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { ApiRefused, type ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import { pollingPace } from "./polling-pace.ts";

const CONFLICT = 409;

/** As the API server makes it: SystemPriorityClasses in pkg/apis/scheduling/v1/helpers.go. */
const SYSTEM_NODE_CRITICAL: KubernetesObject = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "system-node-critical" },
  value: 2_000_001_000,
  description: "Used for system critical pods that must not be moved from their current node.",
};

/**
 * Makes the priority class of static Pods as soon as an API server serves at all, a second before that does it itself:
 * the kubelet registers its static Pods in that very moment, and only once. Tries until it is there or `signal` ends it.
 */
export async function makePriorityClass(api: ClusterApi, clock: Clock, signal: AbortSignal): Promise<void> {
  const startedAt = clock.monotonicMs();
  for (;;) {
    try {
      await api.create(SYSTEM_NODE_CRITICAL);
      return;
    } catch (error) {
      if (error instanceof ApiRefused && error.status === CONFLICT) {
        return;
      }
      await clock.sleep(pollingPace(clock.monotonicMs() - startedAt), signal);
    }
  }
}
