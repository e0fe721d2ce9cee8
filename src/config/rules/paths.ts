import type { EffectiveConfig } from "../effective-config.ts";
import { describeValue } from "../describe-value.ts";
import { ownDirectoryProblem, pathProblem } from "./path-problem.ts";
import type { Report } from "./rule.ts";

export function directoriesAreAbsolute({ cluster }: EffectiveConfig, report: Report): void {
  const certificates = ownDirectoryProblem(cluster.certificatesDir);
  if (certificates !== undefined) {
    report("ClusterConfiguration", ["certificatesDir"], certificates, "write, for example, /etc/kubernetes/pki");
  }
  const data = cluster.etcd.local === undefined ? undefined : ownDirectoryProblem(cluster.etcd.local.dataDir);
  if (data !== undefined) {
    report("ClusterConfiguration", ["etcd", "local", "dataDir"], data, "write, for example, /var/lib/etcd");
  }
}

/** A relative path would depend on where the kubelet was started. */
export function staticPodPathIsAbsolute({ kubelet }: EffectiveConfig, report: Report): void {
  const path = kubelet["staticPodPath"];
  if (path === undefined || path === "") {
    return;
  }
  const message = typeof path === "string" ? pathProblem(path) : `must be text, found ${describeValue(path)}`;
  if (message !== undefined) {
    report("KubeletConfiguration", ["staticPodPath"], message, "write, for example, /etc/kubernetes/manifests");
  }
}
