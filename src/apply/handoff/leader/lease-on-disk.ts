import { type ElectedLease, electedLease } from "../../../diagnose/elected-lease.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import type { FileSystem } from "../../../ports/file-system.ts";
import type { HandoffSubject } from "../handoff-context.ts";

/** The Lease that the canonical manifest elects by; undefined where it elects nobody, or cannot be read. */
export async function leaseOnDisk(
  { component, manifest }: Pick<HandoffSubject, "component" | "manifest">,
  files: FileSystem,
): Promise<ElectedLease | undefined> {
  const facts = await readManifest(files, manifest.path);
  return facts.kind === "present" ? electedLease(component, facts.value.command) : undefined;
}
