/**
 * What one check found. `unknown` is "could not tell", which is neither good nor bad.
 * `why` says what it blocks; `fix` is ordered, first a command where there is one.
 */
export interface Finding {
  /** Permanent, as kubeadm spells it where kubeadm has the check: `Port-6443`. */
  readonly check: string;
  readonly level: "warn" | "reject" | "unknown";
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
}
