import { absolute } from "../domain/absolute-path.ts";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import { COMPONENTS } from "../domain/component.ts";
import type { NodeSpec } from "../domain/node-spec.ts";
import type { Step } from "../domain/step.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { ApiAccess, Expectation } from "./expectation.ts";
import { expectationFromManifests } from "./expectation-from-manifests.ts";
import { writtenTimes } from "./written-times.ts";
import type { WrittenTimes } from "./written-times.ts";

/**
 * What this node should be once `steps` are carried out, which began at `changedAt` (milliseconds since 1970). The
 * manifests are read from disk, as the kubelet reads them.
 */
export function expectationFromSpecs(
  { cluster, node }: { readonly cluster: ClusterSpec; readonly node: NodeSpec },
  steps: readonly Step[],
  access: ApiAccess | undefined,
  changedAt: number,
  { files }: { readonly files: FileSystem },
): Promise<Expectation> {
  const written = writtenTimes(steps, changedAt);
  return expectationFromManifests(files, {
    nodeName: node.name,
    hostname: node.facts.hostname,
    staticPodPath: node.facts.staticPodPath,
    kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
    access,
    address: node.advertiseAddress,
    components: COMPONENTS.filter((component) => component !== "etcd" || cluster.etcd.kind === "local"),
    gates: { leases: true, node: true, mirrorPods: !interruptsApi(written) },
    ...written,
  });
}

/**
 * While the API is away the kubelet cannot make mirror Pods, and it tries again only when something else happens to
 * the Pod, up to a minute later. So they count only where the API never went away; they are reported in any case.
 */
function interruptsApi({ manifestWrittenAt }: WrittenTimes): boolean {
  return manifestWrittenAt.etcd !== undefined || manifestWrittenAt["kube-apiserver"] !== undefined;
}
