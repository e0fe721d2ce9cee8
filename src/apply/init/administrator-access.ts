import { absolute } from "../../domain/absolute-path.ts";
import { formatHostPort } from "../../domain/network/host-port.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { readApiAccess } from "../../observed/api-access.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/**
 * The node's own API server as an administrator, past RBAC where that is possible: the binding that lets admin.conf do
 * anything is made with it. Rejects with CouldNotRead.
 */
export async function administratorAccess(node: NodeSpec, files: FileSystem): Promise<ApiAccess> {
  // What stands before it, a load balancer say, may not lead here yet.
  const server = `https://${formatHostPort(node.advertiseAddress, node.bindPort)}`;
  for (const name of ["super-admin", "admin"]) {
    const path = absolute(`/etc/kubernetes/${name}.conf`);
    const access = await readApiAccess(path, files);
    if (access.kind === "present") {
      return { ...access.value, server };
    }
    if (access.kind === "unreadable") {
      throw couldNotRead(path, access.reason);
    }
  }
  throw couldNotRead("/etc/kubernetes/admin.conf", "ENOENT");
}
