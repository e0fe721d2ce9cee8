import type { FieldRow } from "./field-row.ts";
import { sameMinor, someStay } from "./exceptions.ts";
import { handedOver, live, refused } from "./row.ts";

const CLIENT = "The API server opens its connections to etcd with it.";

/** `etcd` of ClusterConfiguration: here or elsewhere. */
export const ETCD_FIELDS: readonly FieldRow[] = [
  refused(
    ["etcd", "cluster.etcd.kind"],
    "never",
    "Between local and external etcd the data would stay behind, and the cluster be empty.",
  ),
  refused(
    ["etcd.local.dataDir", "cluster.etcd.dataDir"],
    "never",
    "In another directory etcd would start empty, and the cluster with it.",
    { follows: ["etcd"] },
  ),
  handedOver(
    ["etcd.local.imageRepository", "cluster.etcd.imageRepository"],
    ["etcd"],
    "etcd starts from the image there; it is on the host before etcd is replaced.",
  ),
  refused(
    ["etcd.local.imageTag", "cluster.etcd.imageTag"],
    "upgrade",
    "Another minor version may write what the one before cannot read.",
    { unless: sameMinor, follows: ["etcd", "kubernetesVersion"] },
  ),
  handedOver(
    ["etcd.local.extraArgs", "cluster.etcd.extraArgs"],
    ["etcd"],
    "The flag decides; those that cannot just be changed are listed below.",
  ),
  handedOver(
    ["etcd.local.extraEnvs", "cluster.etcd.extraEnvs"],
    ["etcd"],
    "A process reads its environment when it starts.",
  ),
  ...["serverCertSANs", "peerCertSANs"].map((name) =>
    handedOver(
      [`etcd.local.${name}`, `cluster.etcd.${name}`],
      ["etcd"],
      "The certificate is made anew for the same key, with the names it had and the new ones.",
    ),
  ),
  refused(
    ["etcd.external.endpoints", "cluster.etcd.endpoints"],
    "steps",
    "Whether other servers hold the same data cannot be told from here; while two API servers run, both must see one store.",
    {
      unless: someStay,
      follows: ["etcd"],
      steps: ["Add members to etcd, then their endpoints here.", "Take the old endpoints out in a second change."],
    },
  ),
  live(
    ["etcd.external.httpEndpoints", "cluster.etcd.httpEndpoints"],
    "Only health and metrics are asked there, by nobody that runs.",
  ),
  ...["caFile", "certFile", "keyFile"].map((name) =>
    handedOver([`etcd.external.${name}`, `cluster.etcd.${name}`], ["kube-apiserver"], CLIENT),
  ),
];
