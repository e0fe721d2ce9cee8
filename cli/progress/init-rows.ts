import type { Row } from "./row.ts";

interface InitRow extends Row {
  /** Phases whose work the row shows, each a leaf or the beginning of several. */
  readonly of: readonly string[];
}

const WAIT = ["wait-control-plane"];

/** The rows of `init`, in the order in which they end. */
const ROWS: readonly InitRow[] = [
  { stage: "preflight", title: "Preflight", of: [""] },
  { stage: "certs", title: "Certificates", of: ["certs/"] },
  { stage: "kubeconfig", title: "Kubeconfigs", of: ["kubeconfig/"] },
  { stage: "manifests", title: "Static Pod manifests", of: ["etcd/", "control-plane/"] },
  { stage: "kubelet-start", title: "Kubelet configuration and start", of: ["kubelet-start"] },
  { stage: "kubelet", title: "Kubelet", of: WAIT },
  { stage: "etcd", title: "etcd", of: WAIT },
  { stage: "kube-apiserver", title: "kube-apiserver", of: WAIT },
  { stage: "kube-controller-manager", title: "kube-controller-manager", of: WAIT },
  { stage: "kube-scheduler", title: "kube-scheduler", of: WAIT },
  { stage: "node", title: "Node", of: WAIT },
  {
    stage: "cluster",
    title: "Configuration, token and Node marks",
    of: [...WAIT, "upload-config/", "mark-control-plane", "bootstrap-token"],
  },
];

/** The rows of an `init` that runs `phases`. */
export function initRows(phases: ReadonlySet<string>): readonly Row[] {
  return ROWS.filter(({ of }) => [...phases].some((phase) => of.some((start) => phase.startsWith(start))));
}
