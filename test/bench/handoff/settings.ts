import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../../lab/node-source.ts";

export type Component = "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "etcd";

/** What the changes set; all else stays as it is by default. */
export interface Settings {
  readonly flags: Readonly<Record<Component, Readonly<Record<string, string>>>>;
  /** Names in the certificates of the API server and of etcd. */
  readonly certSANs: { readonly apiServer: readonly string[]; readonly etcd: readonly string[] };
}

export const NO_SETTINGS: Settings = {
  flags: { "kube-apiserver": {}, "kube-controller-manager": {}, "kube-scheduler": {}, etcd: {} },
  certSANs: { apiServer: [], etcd: [] },
};

/** `settings` with a flag of a component set. */
export function withFlag(settings: Settings, component: Component, name: string, value: string): Settings {
  const flags = { ...settings.flags, [component]: { ...settings.flags[component], [name]: value } };
  return { ...settings, flags };
}

/** The configuration file for these settings, with the shortest soak. */
export function configurationFor({ flags, certSANs }: Settings): string {
  const cluster = {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "ClusterConfiguration",
    kubernetesVersion: KUBERNETES_VERSION,
    imageRepository: IMAGE_REPOSITORY,
    networking: { podSubnet: "10.244.0.0/16" },
    apiServer: { extraArgs: extraArgs(flags["kube-apiserver"]), certSANs: certSANs.apiServer },
    controllerManager: { extraArgs: extraArgs(flags["kube-controller-manager"]) },
    scheduler: { extraArgs: extraArgs(flags["kube-scheduler"]) },
    etcd: {
      local: { extraArgs: extraArgs(flags.etcd), serverCertSANs: certSANs.etcd, peerCertSANs: certSANs.etcd },
    },
  };
  const tool = { apiVersion: "steadyplane.dev/v1alpha1", kind: "SteadyplaneConfiguration", apply: { soak: "1s" } };
  return [cluster, tool].map((document) => `${JSON.stringify(document, undefined, 2)}\n`).join("---\n");
}

function extraArgs(flags: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(flags).map(([name, value]) => ({ name, value }));
}
