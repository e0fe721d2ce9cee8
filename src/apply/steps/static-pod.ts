import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { fingerprints } from "../../observed/fingerprint.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";
import { writeFile } from "../write-file.ts";

/** Turns a static Pod and the fingerprints of its inputs into a manifest. */
export type RenderManifest = (resource: StaticPodResource, known: ReadonlyMap<AbsolutePath, string>) => string;

/** Writes a manifest with the fingerprints of its inputs as they are now. Safe to repeat. */
export async function applyStaticPod(
  resource: StaticPodResource,
  change: Change,
  files: FileSystem,
  render: RenderManifest,
  transactionId: string,
): Promise<void> {
  if (change.kind === "keep") {
    return;
  }
  const { path, mode, owner, inputs } = resource;
  const text = render(resource, await fingerprints(inputs, files));
  await ensureParents(path, files);
  await writeFile({ path, mode, owner, text }, files, transactionId);
}
