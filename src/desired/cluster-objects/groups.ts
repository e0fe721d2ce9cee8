/** Every kubelet, by the organization of its client certificate. */
export const NODES_GROUP = "system:nodes";
/** Nodes that join with a bootstrap token. */
export const BOOTSTRAPPERS_GROUP = "system:bootstrappers:kubeadm:default-node-token";
