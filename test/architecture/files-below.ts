import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository-root.ts";

/** Paths of the files below `folder` whose name ends in `ending`, relative to the repository, sorted. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .toSorted();
}
