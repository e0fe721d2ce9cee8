import { type AbsolutePath, absolute, below, nameOf } from "../../domain/absolute-path.ts";

/** Where revisions are kept, each in a directory named by its number. */
export const REVISIONS: AbsolutePath = absolute("/var/lib/steadyplane/revisions");

export const REVISION_FORMAT = "steadyplane-revision";

/** Where the parts of a revision are in its directory. */
export const REVISION_PARTS = {
  record: (directory: AbsolutePath) => below(directory, "revision.json"),
  configuration: (directory: AbsolutePath) => below(directory, "cluster.yaml"),
  manifest: (directory: AbsolutePath, path: AbsolutePath) => below(directory, "manifests", nameOf(path)),
} as const;

export function revisionDirectory(number: number): AbsolutePath {
  return below(REVISIONS, String(number));
}
