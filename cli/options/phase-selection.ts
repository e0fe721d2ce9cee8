import { leafPaths, phasesNamed } from "../../src/desired/phases.ts";
import { noSuchPhase } from "../../src/errors/usage.ts";

/** `phases` without those that `skipped` names, each a phase or a group of them. Throws NoSuchPhase. */
export function withoutPhases(phases: readonly string[], skipped: readonly string[]): ReadonlySet<string> {
  const left = new Set(phases);
  for (const name of skipped) {
    const named = phasesNamed(name);
    // kubeadm's own lists name addons too, which are no phase here yet.
    if (named === undefined && !/^addon(\/|$)/u.test(name)) {
      throw noSuchPhase(name, leafPaths());
    }
    for (const phase of named ?? []) {
      left.delete(phase);
    }
  }
  return left;
}
