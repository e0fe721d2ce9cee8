import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { PreflightFacts, PreflightRequest } from "../../plan/preflight/preflight-facts.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Services } from "../../ports/services.ts";
import { findStaticPodPath } from "../host/find-static-pod-path.ts";
import type { HostPorts } from "../host/observe-host-facts.ts";
import { observeAuthorities } from "./observe-authorities.ts";
import { observeKubelet } from "./observe-kubelet.ts";
import { observeMachine } from "./observe-machine.ts";
import { observePrograms } from "./observe-programs.ts";
import { observeRuntime } from "./observe-runtime.ts";
import { observeStaticPods } from "./observe-static-pods.ts";
import { observeStorage } from "./observe-storage.ts";
import { resolveName } from "./resolve-name.ts";
import { seenOf } from "./seen-of.ts";

export interface PreflightPorts extends HostPorts {
  readonly services: Services;
  readonly clock: Clock;
}

/** Everything the checks look at, gathered at once. What cannot be told is said so; nothing is changed. */
export async function gatherHost(
  ports: PreflightPorts,
  cluster: ClusterSpec,
  node: NodeSpec,
  request: PreflightRequest,
): Promise<PreflightFacts> {
  const { files, commands, processes, interfaces } = ports;
  const [machine, storage, runtime, kubelet, staticPods, listeners, addresses, names, programs, authorities] =
    await Promise.all([
      observeMachine(files),
      observeStorage(cluster, files),
      observeRuntime(ports.runtime, request.images),
      observeKubelet(ports),
      findStaticPodPath(ports, staticPodDirectory(cluster, node)).then((found) => observeStaticPods(files, found)),
      seenOf(() => processes.listeners()),
      seenOf(async () => interfaces.addresses().map(({ address }) => address)),
      resolveName(node.name, commands),
      observePrograms(files),
      observeAuthorities(cluster.certificatesDir, files),
    ]);
  return {
    request,
    now: ports.clock.now(),
    ...machine,
    ...storage,
    ...runtime,
    ...kubelet,
    staticPods,
    listeners,
    addresses,
    nodeNameAddresses: names,
    programs,
    authorities,
  };
}
