/** `secure`: passes the automated CIS checks. `kubeadm`: manifests equal to kubeadm's, object for object. */
export const PROFILES = ["secure", "kubeadm"] as const;
export type Profile = (typeof PROFILES)[number];
