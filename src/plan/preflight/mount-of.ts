import type { MountFact } from "./preflight-facts.ts";

/** The innermost mount that holds `path`; of several at one place the one mounted last. */
export function mountOf(path: string, mounts: readonly MountFact[]): MountFact | undefined {
  const holding = mounts.filter(
    (mount) => mount.path === "/" || path === mount.path || path.startsWith(`${mount.path}/`),
  );
  return holding.reduce<MountFact | undefined>(
    (found, mount) => (found === undefined || mount.path.length >= found.path.length ? mount : found),
    undefined,
  );
}
