import type { FlagRow } from "./field-row.ts";
import { RUNTIME_CHANGE } from "./runtime-change.ts";

const program = "kubelet";

/** Flags of the kubelet that cannot just be changed. */
export const KUBELET_FLAGS: readonly FlagRow[] = [
  {
    program,
    flag: "hostname-override",
    class: "readdress",
    holds: "one",
    reason: "The Node object and the kubelet's certificate bear it.",
    follows: ["nodeRegistration.name"],
  },
  {
    program,
    flag: "node-ip",
    class: "readdress",
    holds: "set",
    reason: "The Node and the Pods of the control plane are known by it.",
  },
  {
    program,
    flag: "root-dir",
    class: "never",
    holds: "one",
    usual: "/var/lib/kubelet",
    reason: "The volumes of every Pod that runs are below it.",
  },
  ...["cgroup-driver", "container-runtime-endpoint"].map((flag): FlagRow => ({
    program,
    flag,
    class: "steps",
    holds: "one",
    ...RUNTIME_CHANGE,
  })),
];
