import { absolute } from "../domain/absolute-path.ts";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import { COMPONENTS } from "../domain/component.ts";
import type { NodeSpec } from "../domain/node-spec.ts";
import type { Step } from "../domain/step.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { ApiAccess, Expectation } from "./expectation.ts";
import { expectationFromManifests } from "./expectation-from-manifests.ts";
import { writtenTimes } from "./written-times.ts";

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
  return expectationFromManifests(files, {
    nodeName: node.name,
    hostname: node.facts.hostname,
    staticPodPath: node.facts.staticPodPath,
    kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
    access,
    address: node.advertiseAddress,
    components: COMPONENTS.filter((component) => component !== "etcd" || cluster.etcd.kind === "local"),
    ...writtenTimes(steps, changedAt),
  });
}
