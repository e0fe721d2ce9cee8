/** isAllowedFlag in cmd/kubeadm/app/apis/kubeadm/validation/validation.go, v1.37.2. */
const KUBEADM_ALLOWS = [
  "config",
  "ignore-preflight-errors",
  "dry-run",
  "kubeconfig",
  "node-name",
  "kubeconfig-dir",
  "upload-certs",
  "print-manifest",
  "allow-missing-template-keys",
  "output",
  "show-managed-fields",
  "print-join-command",
  "rootfs",
  "v",
  "log-file",
  "yes",
];
/** Flags of this tool that say nothing which a configuration could say. */
const OURS = ["out", "profile", "help"];

/** Those of `flags` (long names without dashes) that must not be given together with `--config`. */
export function flagsThatConflictWithConfig(flags: readonly string[]): readonly string[] {
  const allowed = new Set([...KUBEADM_ALLOWS, ...OURS]);
  return flags.filter((flag) => !allowed.has(flag) && !flag.startsWith("skip-"));
}
