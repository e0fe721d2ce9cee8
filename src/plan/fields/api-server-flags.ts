import { bothEverywhere, eachAcceptsTheOther, onlyAdds, sameNetworks, someStay } from "./exceptions.ts";
import type { FlagRow } from "./field-row.ts";

const program = "kube-apiserver";
const FOLLOW_PKI = { follows: ["certificatesDir"] };
const AUTHORITY = "While two API servers run, each must accept every client that the other accepts.";
const AUTHORITY_STEPS = [
  "Add the new authority's certificate to the file that is in use.",
  "Have new certificates signed by it.",
  "Take the old one out of the file, once nothing uses it.",
];
const TOKENS = "While two API servers run, each must accept the service account tokens that the other issues.";
const TOKEN_STEPS = [
  "Have the new value accepted, beside the one that issues.",
  "Issue with it, with the old one still accepted.",
  "Drop the old one, once its last token has expired.",
];
const STORE = "What is stored under the other one would be gone, and writing under both loses data.";
const ADDRESS = "Kubeconfigs, certificates and the kubernetes Service lead to it.";

/** Flags of kube-apiserver that cannot just be changed. */
export const API_SERVER_FLAGS: readonly FlagRow[] = [
  {
    program,
    flag: "service-cluster-ip-range",
    class: "never",
    holds: "set",
    reason: "Services keep the addresses that they have.",
    unless: sameNetworks,
    follows: ["networking.serviceSubnet"],
  },
  { program, flag: "etcd-prefix", class: "never", holds: "one", usual: "/registry", reason: STORE },
  { program, flag: "storage-backend", class: "never", holds: "one", usual: "etcd3", reason: STORE },
  {
    program,
    flag: "advertise-address",
    class: "readdress",
    holds: "one",
    reason: ADDRESS,
    follows: ["localAPIEndpoint.advertiseAddress"],
  },
  {
    program,
    flag: "secure-port",
    class: "readdress",
    holds: "one",
    usual: "6443",
    reason: ADDRESS,
    follows: ["localAPIEndpoint.bindPort"],
  },
  {
    program,
    flag: "bind-address",
    class: "readdress",
    holds: "one",
    usual: "::",
    reason: "On one address the server calls itself through it, so that no second one can stand in.",
    unless: bothEverywhere,
  },
  {
    program,
    flag: "etcd-servers",
    class: "steps",
    holds: "set",
    reason:
      "While two API servers run, both must see one store, and whether another holds the same data cannot be told.",
    unless: someStay,
    steps: ["Add members to etcd, then their endpoints here.", "Take the old endpoints out in a second change."],
    follows: ["etcd", "etcd.external.endpoints", "localAPIEndpoint.advertiseAddress"],
  },
  {
    program,
    flag: "etcd-servers-overrides",
    class: "steps",
    holds: "set",
    reason: "What is stored at one place would not be found at the other.",
    steps: ["Stop what writes those objects, copy their keys to the other store, and set the flag then."],
  },
  {
    program,
    flag: "encryption-provider-config",
    class: "steps",
    holds: "one",
    reason: "While two API servers run, each must be able to read what the other one encrypts.",
    steps: [
      "Have every API server able to read with the new key: it is in the file, and not the first.",
      "Make it the first, so that it is written with.",
      "Write every Secret again: kubectl get secrets -A -o json | kubectl replace -f -",
      "Take the old key out.",
    ],
  },
  {
    program,
    flag: "service-account-issuer",
    class: "steps",
    holds: "ordered",
    reason: TOKENS,
    steps: TOKEN_STEPS,
    unless: eachAcceptsTheOther,
    follows: ["networking.dnsDomain"],
  },
  {
    program,
    flag: "service-account-signing-key-file",
    class: "steps",
    holds: "one",
    reason: TOKENS,
    steps: TOKEN_STEPS,
    ...FOLLOW_PKI,
  },
  {
    program,
    flag: "service-account-key-file",
    class: "steps",
    holds: "set",
    reason: TOKENS,
    steps: TOKEN_STEPS,
    unless: onlyAdds,
    ...FOLLOW_PKI,
  },
  {
    program,
    flag: "api-audiences",
    class: "steps",
    holds: "set",
    reason: TOKENS,
    steps: TOKEN_STEPS,
    unless: onlyAdds,
  },
  ...["client-ca-file", "requestheader-client-ca-file"].map((flag): FlagRow => ({
    program,
    flag,
    class: "steps",
    holds: "one",
    reason: AUTHORITY,
    steps: AUTHORITY_STEPS,
    ...FOLLOW_PKI,
  })),
  {
    program,
    flag: "requestheader-allowed-names",
    class: "steps",
    holds: "set",
    reason: AUTHORITY,
    steps: ["Add the new name.", "Use it.", "Take the old one out."],
    unless: onlyAdds,
  },
];
