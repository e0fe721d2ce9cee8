/** Images that a Kubernetes minor version goes with. */
export interface Release {
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
}

export const DEFAULT_KUBERNETES_VERSION = "v1.37.2";

/**
 * cmd/kubeadm/app/constants/constants.go of each minor version. kubeadm 1.37 gives etcd 3.7 to a 1.36 control plane
 * too; here an etcd minor version never changes without the Kubernetes minor version, since it cannot be undone.
 */
const RELEASES: Readonly<Record<string, Release>> = {
  "1.35": { etcd: "3.6.6-0", coredns: "v1.13.1", pause: "3.10.1" },
  "1.36": { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
  "1.37": { etcd: "3.7.0-0", coredns: "v1.14.6", pause: "3.10.2" },
};

/** Minor versions that can be deployed, oldest first. */
export const SUPPORTED_MINORS = Object.keys(RELEASES);

/** What goes with `kubernetesVersion` (v1.37.2); undefined where that version is not supported. */
export function releaseOf(kubernetesVersion: string): Release | undefined {
  const [, minor] = /^v([0-9]+\.[0-9]+)\.[0-9]+(?:[-+].*)?$/u.exec(kubernetesVersion) ?? [];
  return minor !== undefined && Object.hasOwn(RELEASES, minor) ? RELEASES[minor] : undefined;
}
