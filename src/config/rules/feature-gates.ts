import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

const ROOTLESS = "RootlessControlPlane";

/** Gates that kubeadm v1.37 has no more, and what to do in their place. */
const REMOVED: Readonly<Record<string, string>> = {
  PublicKeysECDSA: "remove it, and set encryptionAlgorithm: ECDSA-P256",
  NodeLocalCRISocket: "remove it: it is always on",
  ControlPlaneKubeletLocalMode: "remove it: it is always on",
  WaitForAllControlPlaneComponents: "remove it: it is always on",
  EtcdLearnerMode: "remove it: it is always on",
  UpgradeAddonsBeforeControlPlane: "remove it",
  IPv6DualStack: "remove it: two subnets make a dual stack",
  UnversionedKubeletConfigMap: "remove it: it is always on",
};

/** kubeadm's own gates, not those of the components. */
export function featureGatesExist({ cluster }: EffectiveConfig, report: Report): void {
  for (const [gate, isOn] of Object.entries(cluster.featureGates)) {
    const path = ["featureGates", gate];
    const instead = Object.hasOwn(REMOVED, gate) ? REMOVED[gate] : undefined;
    if (instead !== undefined) {
      report("ClusterConfiguration", path, `${gate} was removed from kubeadm`, instead);
    } else if (gate !== ROOTLESS) {
      const suggestion = "gates of a component go into its extraArgs, as feature-gates";
      report("ClusterConfiguration", path, `${quote(gate)} is no feature gate of kubeadm`, suggestion);
    } else if (isOn) {
      report("ClusterConfiguration", path, `${ROOTLESS} is not supported, and upstream will remove it`, "remove it");
    }
  }
}
