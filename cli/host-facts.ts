import { DEFAULT_CRI_SOCKET } from "../src/observed/host/read-cri-socket.ts";
import { observeHostFacts } from "../src/observed/host/observe-host-facts.ts";
import type { WrittenConfig } from "../src/config/written-config.ts";
import { KUBELET_PATHS } from "../src/desired/kubelet/kubelet-paths.ts";
import type { HostFacts } from "../src/domain/node-spec.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";

/** As {@link hostFacts} on a node that works: the runtime is asked only where its configuration and the kubelet's do not agree. */
export async function nodeFacts(context: CommandContext, ports: HostPorts, written: WrittenConfig): Promise<HostFacts> {
  const [facts, kubelet] = await Promise.all([
    observeHostFacts({ ...ports, runtime: undefined }, context.environment, wantedStaticPodPath(written)),
    ports.files.readText(KUBELET_PATHS.config),
  ]);
  const text = kubelet.kind === "present" ? kubelet.value : "";
  const inUse = /^cgroupDriver: (?<driver>\w+)$/mu.exec(text)?.groups?.["driver"];
  return inUse === facts.runtimeCgroupDriver ? facts : hostFacts(context, ports, written);
}

/** What this host is like, as far as a configuration depends on it. */
export async function hostFacts(context: CommandContext, ports: HostPorts, written: WrittenConfig): Promise<HostFacts> {
  const socket = written.init.nodeRegistration?.criSocket ?? DEFAULT_CRI_SOCKET;
  const runtime = ports.runtimeAt(socket);
  return observeHostFacts({ ...ports, runtime }, context.environment, wantedStaticPodPath(written));
}

function wantedStaticPodPath({ kubelet }: WrittenConfig): string | undefined {
  const { staticPodPath } = kubelet;
  return typeof staticPodPath === "string" ? staticPodPath : undefined;
}
