import { type ElectedLease, electedLease } from "../../../diagnose/elected-lease.ts";
import { flagValue } from "../../../diagnose/flags.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import type { AbsolutePath } from "../../../domain/absolute-path.ts";
import { couldNotRead } from "../../../errors/apply.ts";
import { noSharedLease } from "../../../errors/handoff-leader.ts";
import type { FileSystem } from "../../../ports/file-system.ts";
import type { HandoffSubject } from "../handoff-context.ts";

type Parts = Pick<HandoffSubject, "component" | "manifest" | "second">;

/**
 * The Lease that keeps the running instance and the second one from working at the same time. Rejects with
 * HandoffImpossible where there is none, with CouldNotRead.
 */
export async function sharedLease({ component, manifest, second }: Parts, files: FileSystem): Promise<ElectedLease> {
  const now = await leaseIn(component, manifest.path, files);
  const next = await leaseIn(component, second.staged, files);
  if (typeof now === "string" || typeof next === "string") {
    const reason = typeof now === "string" ? `it runs ${now}` : `it would run ${String(next)}`;
    throw noSharedLease(component, reason);
  }
  if (now.namespace !== next.namespace || now.name !== next.name) {
    const change = `from ${now.namespace}/${now.name} to ${next.namespace}/${next.name}`;
    throw noSharedLease(component, `the Lease that it elects by changes ${change}`);
  }
  return now;
}

/** The Lease, or what keeps it from being one. */
async function leaseIn(
  component: Parts["component"],
  path: AbsolutePath,
  files: FileSystem,
): Promise<ElectedLease | string> {
  const facts = await readManifest(files, path);
  if (facts.kind !== "present") {
    throw couldNotRead(path, facts.kind === "absent" ? "ENOENT" : facts.reason);
  }
  const { command } = facts.value;
  const isSaidElsewhere =
    flagValue(command, "config") !== undefined && flagValue(command, "leader-elect") === undefined;
  return isSaidElsewhere
    ? "with a --config file that decides on leader election"
    : (electedLease(component, command) ?? "with --leader-elect=false");
}
