import * as z from "zod";

/** kubeadm's Timeouts: Go durations. */
export const timeouts = z.strictObject({
  controlPlaneComponentHealthCheck: z.string().optional(),
  kubeletHealthCheck: z.string().optional(),
  kubernetesAPICall: z.string().optional(),
  etcdAPICall: z.string().optional(),
  tlsBootstrap: z.string().optional(),
  discovery: z.string().optional(),
  upgradeManifests: z.string().optional(),
});

export const patches = z.strictObject({ directory: z.string().optional() });
