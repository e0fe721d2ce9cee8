import type { KubeconfigDocument } from "../../domain/kubernetes-object.ts";
import type { ParsedKubeconfig } from "./parse-kubeconfig.ts";
import { yamlText } from "../yaml-text.ts";

/** The kubeconfig with another server in the cluster of its current context, and everything else as it was. */
export function withServer({ document, clusterName }: ParsedKubeconfig, server: string): string {
  const clusters = document.clusters.map((entry) =>
    entry.name === clusterName ? { ...entry, cluster: { ...entry.cluster, server } } : entry,
  );
  return yamlText({ ...document, clusters } as KubeconfigDocument);
}
