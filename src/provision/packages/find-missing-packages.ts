import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { PackageRequirement } from "./requirements.ts";

/** Packages of which the host has nothing. What is there but unreadable counts as there. */
export async function findMissingPackages(
  requirements: readonly PackageRequirement[],
  files: FileSystem,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const requirement of requirements) {
    if ((await findFirst(requirement.anyOf, files)) === undefined) {
      missing.push(requirement.package);
    }
  }
  return missing;
}

/** The first of `paths` that is there. */
export async function findFirst(paths: readonly string[], files: FileSystem): Promise<string | undefined> {
  for (const path of paths) {
    if ((await files.status(absolute(path))).kind !== "absent") {
      return path;
    }
  }
  return undefined;
}
