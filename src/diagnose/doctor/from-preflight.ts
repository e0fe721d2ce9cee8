import type { Finding } from "../../domain/finding.ts";
import type { Check } from "../../plan/preflight/check.ts";
import { UNCHANGED } from "../../plan/preflight/findings.ts";
import { type DoctorFinding, type Look, looked, lookAt } from "./doctor-check.ts";
import type { DoctorFacts } from "./doctor-facts.ts";

/** A check of preflight that depends on what the host should be. */
export function asConfigured(check: Check, saw: (facts: DoctorFacts) => string): (facts: DoctorFacts) => Look {
  return (facts) =>
    lookAt(facts.specs, "what this host should be", ({ cluster, node }) =>
      looked(saw(facts), check(cluster, node, facts.host).map(asDoctors)),
    );
}

/** A check of preflight that depends on the host alone. */
export function asIs(check: Check, saw: (facts: DoctorFacts) => string): (facts: DoctorFacts) => Look {
  return (facts) => looked(saw(facts), check(facts.assumed.cluster, facts.assumed.node, facts.host).map(asDoctors));
}

/** One that depends on how the kubelet is configured: on a node by its file, on a bare host as it would be. */
export function withKubelet(check: Check, saw: (facts: DoctorFacts) => string): (facts: DoctorFacts) => Look {
  const look = asIs(check, saw);
  return (facts) =>
    facts.kind === "bare"
      ? look(facts)
      : lookAt(facts.kubeletConfiguration, "what the kubelet is configured for", () => look(facts));
}

/** A finding that was worded for whoever is about to change something, for whoever only looks. */
export function asDoctors({ level, what, why, fix }: Finding): DoctorFinding {
  const steps = fix
    .map((step) =>
      step
        .replace(/^Run the same command again: it makes/u, "steadyplane apply makes")
        .replace(/[,.]? ?(?:then|Then)? ?[Rr]un the same command again\.$/u, ""),
    )
    .filter((step) => step !== "");
  return { level, what, why: why.replace(UNCHANGED, "").trim(), fix: steps, evidence: [] };
}
