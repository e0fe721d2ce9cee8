import { rmdirSync } from "node:fs";
import { CLAIMS, claims, namesIn } from "./claims.ts";
import { hierarchies } from "./cgroups.ts";
import { labNamespaces } from "./network.ts";
import { LAB_DIRECTORY, removeHost } from "./test-host.ts";

/** Removes what a killed run left: test hosts whose owner is gone. Those of a run that lives are left alone. */
export async function clearLeftovers(): Promise<readonly string[]> {
  const owned = new Set(
    claims()
      .filter(({ isOwned }) => isOwned)
      .map(({ name }) => name),
  );
  const traces = [
    ...claims().map(({ name }) => name),
    ...(await labNamespaces()),
    ...namesIn(LAB_DIRECTORY),
    ...hierarchies().flatMap(({ mountPoint }) => namesIn(mountPoint)),
  ];
  const leftovers = [...new Set(traces)].filter((name) => !owned.has(name));
  for (const name of leftovers) {
    await removeHost(name);
  }
  removeIfEmpty(LAB_DIRECTORY);
  removeIfEmpty(CLAIMS);
  return leftovers;
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Absent, or another run's.
  }
}
