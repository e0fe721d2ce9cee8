import * as z from "zod";
import { imagePullPolicy } from "./node-registration.ts";
import { patches, timeouts } from "./timeouts.ts";
import { typeMeta } from "./type-meta.ts";

const ofNode = {
  certificateRenewal: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  etcdUpgrade: z.boolean().optional(),
  ignorePreflightErrors: z.array(z.string()).optional(),
  skipPhases: z.array(z.string()).optional(),
  patches: patches.optional(),
  imagePullPolicy: imagePullPolicy.optional(),
  imagePullSerial: z.boolean().optional(),
};

const ofPlan = {
  kubernetesVersion: z.string().optional(),
  allowExperimentalUpgrades: z.boolean().optional(),
  allowRCUpgrades: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  etcdUpgrade: z.boolean().optional(),
  ignorePreflightErrors: z.array(z.string()).optional(),
  printConfig: z.boolean().optional(),
};

/** kubeadm.k8s.io/v1beta4 UpgradeConfiguration. */
export const upgradeConfiguration = z.strictObject({
  ...typeMeta,
  apply: z.strictObject({ ...ofPlan, ...ofNode, forceUpgrade: z.boolean().optional() }).optional(),
  diff: z.strictObject({ kubernetesVersion: z.string().optional(), contextLines: z.int().optional() }).optional(),
  node: z.strictObject(ofNode).optional(),
  plan: z.strictObject(ofPlan).optional(),
  timeouts: timeouts.optional(),
});
