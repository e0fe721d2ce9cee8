import * as z from "zod";
import { timeouts } from "./timeouts.ts";
import { typeMeta } from "./type-meta.ts";

/** kubeadm.k8s.io/v1beta4 ResetConfiguration. */
export const resetConfiguration = z.strictObject({
  ...typeMeta,
  cleanupTmpDir: z.boolean().optional(),
  certificatesDir: z.string().optional(),
  criSocket: z.string().optional(),
  dryRun: z.boolean().optional(),
  force: z.boolean().optional(),
  ignorePreflightErrors: z.array(z.string()).optional(),
  skipPhases: z.array(z.string()).optional(),
  unmountFlags: z.array(z.enum(["MNT_FORCE", "MNT_DETACH", "MNT_EXPIRE", "UMOUNT_NOFOLLOW"])).optional(),
  timeouts: timeouts.optional(),
});
