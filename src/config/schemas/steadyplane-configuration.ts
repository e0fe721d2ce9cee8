import * as z from "zod";
import { PROFILES } from "../../domain/profile.ts";
import { typeMeta } from "./type-meta.ts";

/** steadyplane.dev/v1alpha1 SteadyplaneConfiguration: what kubeadm has no words for. */
export const steadyplaneConfiguration = z.strictObject({
  ...typeMeta,
  profile: z.enum(PROFILES).optional(),
  apply: z
    .strictObject({
      strategy: z.enum(["handoff", "restart"]).optional(),
      soak: z.string().optional(),
      healthTimeout: z.string().optional(),
    })
    .optional(),
  provision: z.strictObject({ source: z.enum(["auto", "bundle", "release", "modules"]).optional() }).optional(),
});
