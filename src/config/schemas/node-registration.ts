import * as z from "zod";
import { arg } from "./component.ts";

export const imagePullPolicy = z.enum(["", "Always", "IfNotPresent", "Never"]);

/** core/v1 Taint. */
export const taint = z.strictObject({
  key: z.string(),
  value: z.string().optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
  timeAdded: z.string().optional(),
});

/** kubeadm's NodeRegistrationOptions. */
export const nodeRegistration = z.strictObject({
  name: z.string().optional(),
  criSocket: z.string().optional(),
  taints: z.array(taint).optional(),
  kubeletExtraArgs: z.array(arg).optional(),
  ignorePreflightErrors: z.array(z.string()).optional(),
  imagePullPolicy: imagePullPolicy.optional(),
  imagePullSerial: z.boolean().optional(),
});

export const localAPIEndpoint = z.strictObject({
  advertiseAddress: z.string().optional(),
  bindPort: z.int().optional(),
});
