import type { Row } from "./row.ts";

/** The rows of `init`, in the order in which they end. */
export const INIT_ROWS: readonly Row[] = [
  { stage: "preflight", title: "Preflight" },
  { stage: "certs", title: "Certificates" },
  { stage: "kubeconfig", title: "Kubeconfigs" },
  { stage: "manifests", title: "Static Pod manifests" },
  { stage: "kubelet-start", title: "Kubelet configuration and start" },
  { stage: "kubelet", title: "Kubelet" },
  { stage: "etcd", title: "etcd" },
  { stage: "kube-apiserver", title: "kube-apiserver" },
  { stage: "kube-controller-manager", title: "kube-controller-manager" },
  { stage: "kube-scheduler", title: "kube-scheduler" },
  { stage: "node", title: "Node" },
  { stage: "cluster", title: "Configuration, token and Node marks" },
];
