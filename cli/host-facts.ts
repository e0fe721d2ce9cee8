import { DEFAULT_CRI_SOCKET } from "../src/observed/host/read-cri-socket.ts";
import { observeHostFacts } from "../src/observed/host/observe-host-facts.ts";
import type { WrittenConfig } from "../src/config/written-config.ts";
import type { HostFacts } from "../src/domain/node-spec.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";

/** What this host is like, as far as a configuration depends on it. */
export async function hostFacts(context: CommandContext, ports: HostPorts, written: WrittenConfig): Promise<HostFacts> {
  const socket = written.init.nodeRegistration?.criSocket ?? DEFAULT_CRI_SOCKET;
  const staticPodPath = written.kubelet["staticPodPath"];
  return observeHostFacts(
    { ...ports, runtime: ports.runtimeAt(socket) },
    context.environment,
    typeof staticPodPath === "string" ? staticPodPath : undefined,
  );
}
