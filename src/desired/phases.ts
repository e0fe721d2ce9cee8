/** One phase of a command, as kubeadm names it. A phase with `phases` is all of them in turn. */
export interface Phase {
  readonly name: string;
  readonly summary: string;
  readonly phases: readonly Phase[];
}

const leaf = (name: string, summary: string): Phase => ({ name, summary, phases: [] });

const CERTS = [
  leaf("ca", "the CA that signs for the cluster"),
  leaf("apiserver", "the API server's serving certificate"),
  leaf("apiserver-kubelet-client", "the certificate with which the API server calls kubelets"),
  leaf("front-proxy-ca", "the CA for the front proxy"),
  leaf("front-proxy-client", "the front proxy's client certificate"),
  leaf("etcd-ca", "the CA that signs for etcd"),
  leaf("etcd-server", "etcd's serving certificate"),
  leaf("etcd-peer", "the certificate etcd members show each other"),
  leaf("etcd-healthcheck-client", "the certificate that probes etcd"),
  leaf("apiserver-etcd-client", "the certificate with which the API server calls etcd"),
  leaf("sa", "the key pair that signs service account tokens"),
];

const KUBECONFIGS = [
  leaf("admin", "for the administrator"),
  leaf("super-admin", "for the administrator, past RBAC"),
  leaf("kubelet", "for this host's kubelet"),
  leaf("controller-manager", "for the controller manager"),
  leaf("scheduler", "for the scheduler"),
];

/** The phases of `init`, in order. From this list follow --skip-phases, `init phase …` and the help. */
export const INIT_PHASES: readonly Phase[] = [
  leaf("preflight", "check everything before the first write"),
  { name: "certs", summary: "make the certificates that are missing", phases: CERTS },
  { name: "kubeconfig", summary: "write the kubeconfigs", phases: KUBECONFIGS },
  { name: "etcd", summary: "write etcd's static Pod manifest", phases: [leaf("local", "a local member")] },
  {
    name: "control-plane",
    summary: "write the static Pod manifests of the control plane",
    phases: [
      leaf("apiserver", "kube-apiserver"),
      leaf("controller-manager", "kube-controller-manager"),
      leaf("scheduler", "kube-scheduler"),
    ],
  },
  leaf("kubelet-start", "write the kubelet's configuration and start it"),
  leaf("wait-control-plane", "wait until the control plane is healthy, and say why when it is not"),
  {
    name: "upload-config",
    summary: "keep the configuration in the cluster",
    phases: [leaf("kubeadm", "ConfigMap kubeadm-config"), leaf("kubelet", "ConfigMap kubelet-config")],
  },
  leaf("mark-control-plane", "label and taint the Node"),
  leaf("bootstrap-token", "make a token with which nodes join"),
  {
    name: "kubelet-finalize",
    summary: "settle the kubelet after its first start",
    phases: [leaf("enable-client-cert-rotation", "let the kubelet rotate its client certificate")],
  },
  leaf("show-join-command", "print how nodes join"),
];

/** Every phase without sub-phases, by its path: certs/apiserver, preflight, … */
export function leafPaths(phases: readonly Phase[] = INIT_PHASES, prefix = ""): readonly string[] {
  return phases.flatMap((phase) => {
    const path = `${prefix}${phase.name}`;
    return phase.phases.length === 0 ? [path] : leafPaths(phase.phases, `${path}/`);
  });
}

/** The leaf phases that `wanted` names: itself, or all below it; `all` stands for every sibling. Undefined where there is no such phase. */
export function phasesNamed(wanted: string): readonly string[] | undefined {
  const path = wanted.replace(/\/all$/u, "");
  const found = leafPaths().filter((leafPath) => leafPath === path || leafPath.startsWith(`${path}/`));
  return found.length === 0 ? undefined : found;
}
