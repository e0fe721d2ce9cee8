import type { Arg } from "../../domain/cluster-spec.ts";

/**
 * A command line: `binary`, then `defaults` sorted by name without those that the user wrote, then `written` in the
 * user's order, repeats included. Values stay as they are. `$(NAME)` in one is expanded by the kubelet, and that is
 * what a user of kubeadm means by it; were it escaped, a manifest of kubeadm's could not be adopted.
 */
export function mergeArguments(binary: string, defaults: readonly Arg[], written: readonly Arg[]): readonly string[] {
  const overridden = new Set(written.map(({ name }) => name));
  const kept = defaults.filter(({ name }) => !overridden.has(name)).toSorted(byNameThenValue);
  return [binary, ...[...kept, ...written].map(({ name, value }) => `--${name}=${value}`)];
}

function byNameThenValue(a: Arg, b: Arg): number {
  return compare(a.name, b.name) || compare(a.value, b.value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
