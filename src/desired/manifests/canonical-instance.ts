import type { InstanceView } from "./manifest-text.ts";

/** What sets the canonical instance apart from a second one. */
export const CANONICAL_INSTANCE: Pick<InstanceView, "isSecond" | "terminationGracePeriodSeconds"> = {
  isSecond: false,
  // What the API sets where a Pod does not say; the canonical manifests leave it out, as kubeadm's do.
  terminationGracePeriodSeconds: 30,
};
