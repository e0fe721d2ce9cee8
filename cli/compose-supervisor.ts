import { dropStaleSeconds } from "../src/adapters/supervisor/drop-stale-seconds.ts";
import { SERVICE_DIRECTORIES, servicePaths } from "../src/adapters/supervisor/service-paths.ts";
import { supervise } from "../src/adapters/supervisor/supervise.ts";

/** Keeps a service alive until this process is told to stop. Apart from everything else, so that it stays small. */
export async function superviseService(name: string): Promise<void> {
  if (name === "kubelet") {
    dropStaleSeconds({ configuration: "/var/lib/kubelet/config.yaml", root: "/" });
  }
  await supervise({ paths: servicePaths(name, SERVICE_DIRECTORIES) });
}
