import { type AbsolutePath, absolute, below, nameOf } from "../../domain/absolute-path.ts";

/** Where revisions are kept, each in a directory named by its number. */
export const REVISIONS: AbsolutePath = absolute("/var/lib/steadyplane/revisions");

/** How the last run went that changed this host, whether it committed a revision or not. */
export const LAST_RUN: AbsolutePath = absolute("/var/lib/steadyplane/last-run.json");

export const REVISION_FORMAT = "steadyplane-revision";

/** Where the parts of a revision are in its directory. */
export const REVISION_PARTS = {
  record: (directory: AbsolutePath) => below(directory, "revision.json"),
  configuration: (directory: AbsolutePath) => below(directory, "cluster.yaml"),
  manifest: (directory: AbsolutePath, path: AbsolutePath) => below(directory, "manifests", nameOf(path)),
  /** How the run went that committed it; added afterwards, and absent where that could not be done. */
  run: (directory: AbsolutePath) => below(directory, "run.json"),
} as const;

export function revisionDirectory(number: number): AbsolutePath {
  return below(REVISIONS, String(number));
}
