import * as z from "zod";
import { localAPIEndpoint, nodeRegistration } from "./node-registration.ts";
import { patches, timeouts } from "./timeouts.ts";
import { typeMeta } from "./type-meta.ts";

const discovery = z.strictObject({
  bootstrapToken: z
    .strictObject({
      token: z.string().optional(),
      apiServerEndpoint: z.string().optional(),
      caCertHashes: z.array(z.string()).optional(),
      unsafeSkipCAVerification: z.boolean().optional(),
    })
    .optional(),
  file: z.strictObject({ kubeConfigPath: z.string() }).optional(),
  tlsBootstrapToken: z.string().optional(),
});

/** kubeadm.k8s.io/v1beta4 JoinConfiguration. */
export const joinConfiguration = z.strictObject({
  ...typeMeta,
  dryRun: z.boolean().optional(),
  nodeRegistration: nodeRegistration.optional(),
  caCertPath: z.string().optional(),
  discovery: discovery.optional(),
  controlPlane: z
    .strictObject({ localAPIEndpoint: localAPIEndpoint.optional(), certificateKey: z.string().optional() })
    .optional(),
  skipPhases: z.array(z.string()).optional(),
  patches: patches.optional(),
  timeouts: timeouts.optional(),
});
