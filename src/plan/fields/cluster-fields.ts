import type { FieldRow, Program } from "./field-row.ts";
import { firstPodNetwork, sameNetworks } from "./exceptions.ts";
import { CONTROL_PLANE, handedOver, inObjects, live, refused } from "./row.ts";

const DNS = "It is recorded in the ConfigMap kubeadm-config, from which cluster DNS is made.";
const PROXY = "It is recorded for kube-proxy, which is no part of the control plane.";

/** ClusterConfiguration, without the components. */
export const CLUSTER_FIELDS: readonly FieldRow[] = [
  refused(
    ["clusterName", "cluster.clusterName"],
    "never",
    "Kubeconfigs name it, and what cloud controllers have made is found by it.",
  ),
  refused(
    ["kubernetesVersion", "cluster.kubernetesVersion"],
    "upgrade",
    "Another version is an upgrade, with rules of its own about order, version skew and the way back.",
  ),
  refused(
    ["controlPlaneEndpoint", "cluster.controlPlaneEndpoint"],
    "readdress",
    "Kubeconfigs of all nodes and users lead to it, also those that are not on this host.",
  ),
  refused(
    ["networking.serviceSubnet", "cluster.networking.serviceSubnets"],
    "never",
    "Services keep the addresses that they have, and every Pod was started with them.",
    { unless: sameNetworks },
  ),
  refused(
    ["networking.podSubnet", "cluster.networking.podSubnets"],
    "never",
    "Nodes keep the part of it that they were given, and kube-controller-manager does not start where a Node's part lies outside.",
    { unless: firstPodNetwork },
  ),
  refused(
    ["networking.dnsDomain", "cluster.networking.dnsDomain"],
    "never",
    "Every Pod that runs searches it, and service account tokens are issued under it.",
  ),
  refused(
    ["certificatesDir", "cluster.certificatesDir"],
    "never",
    "Another directory holds other authorities, which nothing in the cluster would trust.",
  ),
  handedOver(
    ["imageRepository", "cluster.imageRepository"],
    CONTROL_PLANE,
    "Each component starts from the image there; all are on the host before the first is replaced.",
  ),
  live(
    ["encryptionAlgorithm", "cluster.encryptionAlgorithm"],
    "Keys that exist are kept; those made later are of this kind.",
  ),
  live(
    ["certificateValidityPeriod", "cluster.certificateValidityMs"],
    "Certificates that exist are kept; those made later are valid as long.",
  ),
  live(
    ["caCertificateValidityPeriod", "cluster.caCertificateValidityMs"],
    "Authorities that exist are kept; those made later are valid as long.",
  ),
  inObjects(["featureGates", "cluster.featureGates"], "They are kubeadm's own and only recorded."),
  inObjects(["dns.imageRepository", "cluster.dns.imageRepository"], DNS),
  inObjects(["dns.imageTag", "cluster.dns.imageTag"], DNS),
  inObjects(["dns.disabled", "cluster.dns.isDisabled"], DNS),
  inObjects(["proxy.disabled", "cluster.proxy.isDisabled"], PROXY),
  ...component("apiServer", "kube-apiserver"),
  handedOver(
    ["apiServer.certSANs", "cluster.apiServer.certSANs"],
    ["kube-apiserver"],
    "The certificate is made anew for the same key, with the names it had and the new ones.",
  ),
  ...component("controllerManager", "kube-controller-manager"),
  ...component("scheduler", "kube-scheduler"),
];

/** KubeProxyConfiguration. */
export const PROXY_FIELDS: readonly FieldRow[] = [inObjects(["every field", "cluster.kubeProxyConfiguration"], PROXY)];

/** What users can add to a component of Kubernetes. */
function component(field: "apiServer" | "controllerManager" | "scheduler", program: Program) {
  const place = (name: string) => [`${field}.${name}`, `cluster.${field}.${name}`] as const;
  return [
    handedOver(place("extraArgs"), [program], "The flag decides; those that cannot just be changed are listed below."),
    handedOver(place("extraVolumes"), [program], "A Pod's volumes are fixed once it runs."),
    handedOver(place("extraEnvs"), [program], "A process reads its environment when it starts."),
  ];
}
