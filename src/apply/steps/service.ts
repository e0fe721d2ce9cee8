import type { ServiceResource } from "../../domain/resource.ts";
import { kubeletNotInstalled } from "../../errors/apply.ts";
import type { Services } from "../../ports/services.ts";

/** Has the service running with the files it has now. `isChanged`: one of them is not what it was started with. */
export async function applyService(resource: ServiceResource, isChanged: boolean, services: Services): Promise<string> {
  const { state } = await services.status(resource.name);
  switch (state) {
    case "absent":
      throw kubeletNotInstalled();
    case "stopped":
      await services.start(resource.name);
      return "started";
    case "running":
      if (!isChanged) {
        return "running";
      }
      await services.restart(resource.name);
      return "restarted";
    case "starting":
    case "restarting":
      // It waits out a back-off for a configuration that it has now.
      await services.restart(resource.name);
      return "started";
  }
}
