import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { DirectoryResource, FileResource } from "../../domain/resource.ts";
import { auditFiles } from "./audit-log.ts";
import { staticPodDirectory } from "./static-pod-directory.ts";

/** What the manifests need on the host besides certificates and kubeconfigs, parents first. */
export function manifestFiles(cluster: ClusterSpec, node: NodeSpec): readonly (DirectoryResource | FileResource)[] {
  return [
    { kind: "directory", path: staticPodDirectory(cluster, node), mode: 0o700, owner: "root:root" },
    ...etcdData(cluster),
    ...auditFiles(cluster),
  ];
}

// CIS 1.1.12 compares the owner by name; the process is root and may write there all the same.
function etcdData({ etcd, profile }: ClusterSpec): readonly DirectoryResource[] {
  const owner = profile === "secure" ? "etcd:etcd" : "root:root";
  return etcd.kind === "local" ? [{ kind: "directory", path: etcd.dataDir, mode: 0o700, owner }] : [];
}
