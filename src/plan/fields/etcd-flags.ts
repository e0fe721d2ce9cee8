import type { FlagRow } from "./field-row.ts";

const program = "etcd";
const ADDRESS = "The member is registered with it, and the API server leads to it.";
const TRUST_STEPS = [
  "Add the new authority's certificate to the file that is in use.",
  "Have the certificates of all members and clients signed by it.",
  "Take the old one out of the file.",
];

/** Flags of etcd that cannot just be changed. */
export const ETCD_FLAGS: readonly FlagRow[] = [
  {
    program,
    flag: "data-dir",
    class: "never",
    holds: "one",
    reason: "In another directory etcd would start empty, and the cluster with it.",
    follows: ["etcd.local.dataDir"],
  },
  {
    program,
    flag: "wal-dir",
    class: "never",
    holds: "one",
    usual: "",
    reason: "Without the log that it wrote etcd cannot open its data.",
  },
  {
    program,
    flag: "force-new-cluster",
    class: "never",
    holds: "one",
    usual: "false",
    reason: "It makes a member forget all others, each time that it starts.",
  },
  {
    program,
    flag: "name",
    class: "readdress",
    holds: "one",
    reason: "The member is registered under it.",
    follows: ["nodeRegistration.name"],
  },
  ...["listen-client-urls", "advertise-client-urls", "listen-peer-urls", "initial-advertise-peer-urls"].map(
    (flag): FlagRow => ({
      program,
      flag,
      class: "readdress",
      holds: "set",
      reason: ADDRESS,
      follows: ["localAPIEndpoint.advertiseAddress"],
    }),
  ),
  ...["trusted-ca-file", "peer-trusted-ca-file"].map((flag): FlagRow => ({
    program,
    flag,
    class: "steps",
    holds: "one",
    reason: "Members and clients with certificates of the old authority would be refused.",
    steps: TRUST_STEPS,
    follows: ["certificatesDir"],
  })),
];
