import { firstPodNetwork, whereDropped } from "./exceptions.ts";
import type { FlagRow, Program } from "./field-row.ts";

const program = "kube-controller-manager";
const NETWORK = "Nodes keep the part of the Pod network that they were given.";
const SIGNING_STEPS = [
  "Have the API server and all Pods trust the new authority or key as well.",
  "Sign with it.",
  "Drop the old one, once nothing signed with it is in use.",
];

const LEADER = "While two instances run they must compete for one lease, or both would act at once.";

/** Flags that say for which lease an instance competes, and whether it does. */
function leases(of: Program): readonly FlagRow[] {
  const usual = {
    "leader-elect": "true",
    "leader-elect-resource-lock": "leases",
    "leader-elect-resource-name": of,
    "leader-elect-resource-namespace": "kube-system",
  };
  return Object.entries(usual).map(([flag, value]) => ({
    program: of,
    flag,
    class: "never",
    holds: "one",
    usual: value,
    reason: LEADER,
  }));
}

/** Flags of kube-controller-manager and kube-scheduler that cannot just be changed. */
export const CONTROLLER_FLAGS: readonly FlagRow[] = [
  {
    program,
    flag: "cluster-cidr",
    class: "never",
    holds: "set",
    reason: NETWORK,
    unless: firstPodNetwork,
    follows: ["networking.podSubnet"],
  },
  {
    program,
    flag: "service-cluster-ip-range",
    class: "never",
    holds: "set",
    reason: "Services keep the addresses that they have.",
    unless: firstPodNetwork,
    follows: ["networking.serviceSubnet", "networking.podSubnet"],
  },
  {
    program,
    flag: "cluster-name",
    class: "never",
    holds: "one",
    usual: "kubernetes",
    reason: "What cloud controllers have made is found by it.",
    follows: ["clusterName"],
  },
  ...["cluster-signing-cert-file", "cluster-signing-key-file"].map((flag): FlagRow => ({
    program,
    flag,
    class: "steps",
    holds: "one",
    reason: "What is signed with another authority must be trusted before.",
    steps: SIGNING_STEPS,
    unless: whereDropped,
    follows: ["certificatesDir"],
  })),
  {
    program,
    flag: "service-account-private-key-file",
    class: "steps",
    holds: "one",
    reason: "API servers must accept the tokens that are signed with it before they are.",
    steps: SIGNING_STEPS,
    follows: ["certificatesDir"],
  },
  {
    program,
    flag: "root-ca-file",
    class: "steps",
    holds: "one",
    reason: "Pods trust the API server by it, and read it when they start.",
    steps: SIGNING_STEPS,
    follows: ["certificatesDir"],
  },
  ...leases(program),
  ...leases("kube-scheduler"),
];
