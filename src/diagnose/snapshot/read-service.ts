import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { ServiceName, Services, ServiceStatus } from "../../ports/services.ts";

// The kubelet prints its whole configuration, over a hundred lines, before it says what is wrong with it.
const LINES = 400;

/** How a service is; undefined where its supervisor cannot be asked. */
export async function readServiceStatus(services: Services, name: ServiceName): Promise<ServiceStatus | undefined> {
  try {
    return await services.status(name);
  } catch {
    return undefined;
  }
}

/** The last lines of a service; none where they cannot be read. */
export async function readServiceLog(services: Services, name: ServiceName): Promise<readonly string[]> {
  try {
    return await services.logs(name, LINES);
  } catch {
    return [];
  }
}

/** Whether a signal has stopped the service's process (state T in /proc/PID/stat). False where that cannot be read. */
export async function isServiceFrozen(files: FileSystem, status: ServiceStatus | undefined): Promise<boolean> {
  if (status?.pid === undefined) {
    return false;
  }
  const stat = await files.readText(absolute(`/proc/${status.pid}/stat`));
  return stat.kind === "present" && /\) [Tt] /u.test(stat.value);
}
