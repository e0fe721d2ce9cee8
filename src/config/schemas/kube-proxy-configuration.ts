import * as z from "zod";
import { typeMeta } from "./type-meta.ts";

/** Fields of KubeProxyConfiguration in v1.37: staging/src/k8s.io/kube-proxy/config/v1alpha1/types.go. */
const FIELDS = [
  "featureGates",
  "clientConnection",
  "logging",
  "hostnameOverride",
  "bindAddress",
  "healthzBindAddress",
  "metricsBindAddress",
  "bindAddressHardFail",
  "enableProfiling",
  "showHiddenMetricsForVersion",
  "mode",
  "iptables",
  "ipvs",
  "nftables",
  "winkernel",
  "detectLocalMode",
  "detectLocal",
  "clusterCIDR",
  "nodePortAddresses",
  "oomScoreAdj",
  "conntrack",
  "configSyncPeriod",
  "portRange",
  "windowsRunAsService",
] as const;
const ANY = z.unknown().optional();

/** kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration: names are checked, values are kube-proxy's to judge. */
export const kubeProxyConfiguration = z.strictObject({
  ...Object.fromEntries(FIELDS.map((field) => [field, ANY])),
  ...typeMeta,
});
