import * as z from "zod";
import { localAPIEndpoint, nodeRegistration } from "./node-registration.ts";
import { patches, timeouts } from "./timeouts.ts";
import { typeMeta } from "./type-meta.ts";

const bootstrapToken = z.strictObject({
  token: z.string().optional(),
  description: z.string().optional(),
  ttl: z.string().optional(),
  expires: z.string().optional(),
  usages: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
});

/** kubeadm.k8s.io/v1beta4 InitConfiguration. */
export const initConfiguration = z.strictObject({
  ...typeMeta,
  bootstrapTokens: z.array(bootstrapToken).optional(),
  dryRun: z.boolean().optional(),
  nodeRegistration: nodeRegistration.optional(),
  localAPIEndpoint: localAPIEndpoint.optional(),
  certificateKey: z.string().optional(),
  skipPhases: z.array(z.string()).optional(),
  patches: patches.optional(),
  timeouts: timeouts.optional(),
});
