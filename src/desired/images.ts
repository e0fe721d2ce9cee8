import type { ClusterSpec, LocalEtcdSpec } from "../domain/cluster-spec.ts";

const PAUSE_TAG = "3.10.2";
const DEFAULT_REPOSITORY = "registry.k8s.io";

export interface RequiredImage {
  readonly component: string;
  readonly reference: string;
}

/** The images that a control-plane node of `cluster` runs, in the order of `kubeadm config images list`. */
export function requiredImages(cluster: ClusterSpec): readonly RequiredImage[] {
  const { dns, etcd, imageRepository, proxy } = cluster;
  return [
    ...["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((name) => ofKubernetes(cluster, name)),
    ...(proxy.isDisabled ? [] : [ofKubernetes(cluster, "kube-proxy")]),
    ...(dns.isDisabled ? [] : [{ component: "coredns", reference: dnsImage(dns) }]),
    { component: "pause", reference: `${imageRepository}/pause:${PAUSE_TAG}` },
    ...(etcd.kind === "local" ? [{ component: "etcd", reference: etcdImage(etcd) }] : []),
  ];
}

/** The image of a component that is released with Kubernetes. A `+` of the version is no character of a tag. */
export function kubernetesImage(cluster: ClusterSpec, name: string): string {
  return `${cluster.imageRepository}/${name}:${cluster.kubernetesVersion.replace(/[^-\w.]/gu, "_")}`;
}

export function etcdImage(etcd: LocalEtcdSpec): string {
  return `${etcd.imageRepository}/etcd:${etcd.imageTag}`;
}

function ofKubernetes(cluster: ClusterSpec, name: string): RequiredImage {
  return { component: name, reference: kubernetesImage(cluster, name) };
}

// The community's registry, and no mirror of it, keeps this image one level deeper.
function dnsImage({ imageRepository, imageTag }: ClusterSpec["dns"]): string {
  const repository = imageRepository === DEFAULT_REPOSITORY ? `${imageRepository}/coredns` : imageRepository;
  return `${repository}/coredns:${imageTag}`;
}
