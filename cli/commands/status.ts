import { expectationFromManifests } from "../../src/diagnose/expectation-from-manifests.ts";
import { controlPlaneStatus } from "../../src/diagnose/control-plane-status.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { readApiAccess } from "../../src/observed/api-access.ts";
import { readInitMarker } from "../../src/observed/init-marker.ts";
import { readCriSocket } from "../../src/observed/host/read-cri-socket.ts";
import { observeHostFacts } from "../../src/observed/host/observe-host-facts.ts";
import { observeLeftovers } from "../../src/observed/observe-leftovers.ts";
import { compose } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { describeStatus } from "../output/describe-status.ts";

/** Prints how this node is and resolves to the exit status: 0 healthy, 1 not. */
export async function status(context: CommandContext, { output }: { readonly output: OutputFormat }): Promise<number> {
  const ports = compose(context);
  const [criSocket, facts, access, marker] = await Promise.all([
    readCriSocket(ports.files),
    observeHostFacts(ports, context.environment),
    readApiAccess(absolute("/etc/kubernetes/admin.conf"), ports.files),
    readInitMarker(ports.files),
  ]);
  const expectation = await expectationFromManifests(ports.files, {
    nodeName: marker.kind === "present" ? marker.value.nodeName : facts.hostname.toLowerCase(),
    hostname: facts.hostname,
    staticPodPath: facts.staticPodPath,
    kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
    access: access.kind === "present" ? access.value : undefined,
    address: facts.defaultAddress ?? "127.0.0.1",
  });
  const runtime = ports.runtimeAt(criSocket);
  const [view, leftovers] = await Promise.all([
    controlPlaneStatus({ ...ports, runtime }, expectation),
    observeLeftovers(ports),
  ]);
  context.print(
    output === "json"
      ? JSON.stringify({ ...view, leftovers })
      : [describeStatus(view, ports.clock.now()), ...leftovers.flatMap((line) => ["", line])].join("\n"),
  );
  return view.isHealthy ? 0 : 1;
}
