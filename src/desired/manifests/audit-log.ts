import { absolute, below, type AbsolutePath } from "../../domain/absolute-path.ts";
import type { Arg, ClusterSpec, HostPathMount } from "../../domain/cluster-spec.ts";
import type { DirectoryResource, FileResource } from "../../domain/resource.ts";
import { auditPolicyText } from "./audit-policy.ts";
import { readOnlyMount } from "./host-mounts.ts";
import { writtenArgument } from "./written-argument.ts";

// Mounted as a directory: a file mount keeps showing the file that was there when the container started, so that a
// policy replaced by a rename would never be seen by a container that merely starts again.
const POLICY_DIRECTORY = absolute("/etc/kubernetes/audit");
const LOG_DIRECTORY = absolute("/var/log/kubernetes/audit");
const POLICY_FILE = below(POLICY_DIRECTORY, "policy.yaml");

/** The flags of the audit log under `profile: secure`: CIS 1.2.16 to 1.2.19 and 3.2.1. */
export const AUDIT_ARGUMENTS: readonly Arg[] = [
  { name: "audit-policy-file", value: POLICY_FILE },
  { name: "audit-log-path", value: below(LOG_DIRECTORY, "audit.log") },
  { name: "audit-log-maxage", value: "30" },
  { name: "audit-log-maxbackup", value: "10" },
  { name: "audit-log-maxsize", value: "100" },
];

/** What these flags need mounted, without what the user replaced by a flag or mounts there already. */
export function auditMounts(cluster: ClusterSpec): readonly HostPathMount[] {
  const mounted = new Set(cluster.apiServer.extraVolumes.map(({ mountPath }) => mountPath.replace(/\/+$/u, "")));
  return [
    ...(hasDefault(cluster, "audit-policy-file") ? [readOnlyMount("steadyplane-audit-policy", POLICY_DIRECTORY)] : []),
    ...(hasDefault(cluster, "audit-log-path") ? [logMount()] : []),
  ].filter(({ mountPath }) => !mounted.has(mountPath));
}

/** What these flags need on the host, parents first. */
export function auditFiles(cluster: ClusterSpec): readonly (DirectoryResource | FileResource)[] {
  return [
    ...(hasDefault(cluster, "audit-policy-file") ? [ownerOnly(POLICY_DIRECTORY), policyFile()] : []),
    ...(hasDefault(cluster, "audit-log-path") ? [ownerOnly(LOG_DIRECTORY)] : []),
  ];
}

function hasDefault(cluster: ClusterSpec, flag: string): boolean {
  return cluster.profile === "secure" && writtenArgument(cluster.apiServer.extraArgs, flag) === undefined;
}

function logMount(): HostPathMount {
  return { ...readOnlyMount("steadyplane-audit-log", LOG_DIRECTORY), readOnly: false };
}

function ownerOnly(path: AbsolutePath): DirectoryResource {
  return { kind: "directory", path, mode: 0o700, owner: "root:root" };
}

function policyFile(): FileResource {
  return { kind: "file", path: POLICY_FILE, mode: 0o600, owner: "root:root", text: auditPolicyText() };
}
