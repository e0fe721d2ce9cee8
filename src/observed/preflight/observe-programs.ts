import { absolute } from "../../domain/absolute-path.ts";
import { NEEDED_PROGRAMS } from "../../plan/preflight/check-programs.ts";
import type { PreflightFacts } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** Where a service finds programs, whatever the PATH of this command is. */
const DIRECTORIES = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Which of the programs that the kubelet calls are installed. */
export async function observePrograms(files: FileSystem): Promise<PreflightFacts["programs"]> {
  return Promise.all(NEEDED_PROGRAMS.map(async (name) => ({ name, isFound: await isInstalled(files, name) })));
}

async function isInstalled(files: FileSystem, name: string): Promise<boolean> {
  const found = await Promise.all(DIRECTORIES.map((directory) => files.status(absolute(`${directory}/${name}`))));
  return found.some(({ kind }) => kind === "present");
}
