import { nodeKubeletConfiguration } from "../../desired/kubelet/node-kubelet-configuration.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { Specs } from "../../domain/specs.ts";
import type { FieldRow } from "./field-row.ts";
import { CONTROL_PLANE, handedOver, inObjects, kubelets, live, refused } from "./row.ts";
import { RUNTIME_CHANGE } from "./runtime-change.ts";

const INIT = "Only init reads it.";

/** InitConfiguration: this node. */
export const NODE_FIELDS: readonly FieldRow[] = [
  refused(
    ["nodeRegistration.name", "node.name"],
    "readdress",
    "The Node object, etcd's member and the kubelet's certificate bear it.",
  ),
  refused(
    ["localAPIEndpoint.advertiseAddress", "node.advertiseAddress"],
    "readdress",
    "etcd's member is registered with it, and kubeconfigs and certificates name it.",
  ),
  refused(
    ["localAPIEndpoint.bindPort", "node.bindPort"],
    "readdress",
    "Every kubeconfig names it, also those that are not on this host.",
  ),
  refused(["nodeRegistration.criSocket", "node.criSocket"], "steps", RUNTIME_CHANGE.reason, {
    of: ({ node }) => node.criSocket.replace("unix:///var/run/", "unix:///run/"),
    steps: RUNTIME_CHANGE.steps,
  }),
  inObjects(["nodeRegistration.taints", "node.taints"], "The Node is given those that it lacks; none is taken away."),
  kubelets(
    ["nodeRegistration.kubeletExtraArgs", "node.kubeletExtraArgs"],
    "The flag decides; those that cannot just be changed are listed below.",
  ),
  live(["nodeRegistration.ignorePreflightErrors", "node.ignorePreflightErrors"], "Each run reads it."),
  live(["nodeRegistration.imagePullPolicy", "node.imagePullPolicy"], "It counts when images are pulled."),
  live(["nodeRegistration.imagePullSerial", "node.isImagePullSerial"], "It counts when images are pulled."),
  live(["bootstrapTokens", "node.bootstrapTokens"], `${INIT} Later tokens are made by steadyplane token create.`),
  live(["certificateKey", "node.certificateKey"], INIT),
  live(["skipPhases", "node.skipPhases"], INIT),
  handedOver(["patches.directory", "node.patchesDirectory"], CONTROL_PLANE, "Patches change manifests."),
  handedOver(
    ["timeouts.controlPlaneComponentHealthCheck", "node.timeouts.controlPlaneComponentHealthCheckMs"],
    CONTROL_PLANE,
    "The startup probe in each manifest follows from it.",
  ),
  ...["kubeletHealthCheck", "kubernetesAPICall", "etcdAPICall", "tlsBootstrap", "discovery", "upgradeManifests"].map(
    (name) => live([`timeouts.${name}`, `node.timeouts.${name}Ms`], "Each run reads it."),
  ),
];

/** KubeletConfiguration. */
export const KUBELET_FIELDS: readonly FieldRow[] = [
  refused(
    ["staticPodPath", "cluster.kubeletConfiguration.staticPodPath"],
    "never",
    "The kubelet would stop the whole control plane, whose manifests are in the directory that it reads now.",
    { of: ({ cluster, node }) => staticPodDirectory(cluster, node) },
  ),
  refused(["cgroupDriver", "cluster.kubeletConfiguration.cgroupDriver"], "steps", RUNTIME_CHANGE.reason, {
    of: cgroupDriver,
    steps: RUNTIME_CHANGE.steps,
  }),
  kubelets(
    ["every other field", "cluster.kubeletConfiguration"],
    "The kubelet reads it when it starts, and is ready again before any manifest changes.",
  ),
];

function cgroupDriver({ cluster, node }: Specs): string | undefined {
  const driver = nodeKubeletConfiguration(cluster, node)["cgroupDriver"];
  return typeof driver === "string" ? driver : undefined;
}
