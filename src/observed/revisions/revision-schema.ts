import * as z from "zod";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { COMPONENTS } from "../../domain/component.ts";
import { PROFILES } from "../../domain/profile.ts";
import type { Revision } from "../../domain/revision.ts";

const path = z.custom<AbsolutePath>((value) => typeof value === "string" && value.startsWith("/"));
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

const revision: z.ZodType<Revision> = z.strictObject({
  number: z.int().positive(),
  transactionId: z.string(),
  committedAt: z.iso.datetime(),
  command: z.string(),
  kubernetesVersion: z.string(),
  profile: z.enum(PROFILES),
  changes: z.array(
    z.strictObject({
      target: z.enum(["node", "kubelet", ...COMPONENTS, "files", "objects"]),
      because: z.array(z.string()),
    }),
  ),
  files: z.array(z.strictObject({ path, sha256 })),
  manifests: z.array(path),
  configurationSha256: sha256,
});

/** `value` as a revision, undefined where it is none. */
export function asRevision(value: unknown): Revision | undefined {
  return revision.safeParse(value).data;
}
