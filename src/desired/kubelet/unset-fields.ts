import type { JsonObject } from "../../domain/json.ts";

/**
 * The fields of a KubeletConfiguration that kubeadm prints though nobody set them, since their types have no form for
 * "absent". To the kubelet each of them means its default.
 */
export const UNSET_FIELDS: JsonObject = {
  authentication: { webhook: { cacheTTL: "0s" } },
  authorization: { webhook: { cacheAuthorizedTTL: "0s", cacheUnauthorizedTTL: "0s" } },
  cpuManagerReconcilePeriod: "0s",
  crashLoopBackOff: {},
  evictionPressureTransitionPeriod: "0s",
  fileCheckFrequency: "0s",
  httpCheckFrequency: "0s",
  imageMaximumGCAge: "0s",
  imageMinimumGCAge: "0s",
  logging: {
    flushFrequency: 0,
    options: { json: { infoBufferSize: "0" }, text: { infoBufferSize: "0" } },
    verbosity: 0,
  },
  memorySwap: {},
  nodeStatusReportFrequency: "0s",
  nodeStatusUpdateFrequency: "0s",
  runtimeRequestTimeout: "0s",
  shutdownGracePeriod: "0s",
  shutdownGracePeriodCriticalPods: "0s",
  streamingConnectionIdleTimeout: "0s",
  syncFrequency: "0s",
  volumeStatsAggPeriod: "0s",
};
