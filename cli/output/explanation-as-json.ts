import type { PodExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import type { Verdict } from "../../src/diagnose/explain/verdict.ts";

/** An explanation as one object. Times are RFC 3339. `cause.isCertain` tells a proven cause from what is merely known. */
export function explanationAsJson({ name, nodeName, at, chain, verdict }: PodExplanation): object {
  return {
    kind: "explanation",
    pod: name,
    node: nodeName,
    at: new Date(at).toISOString(),
    isReady: verdict.kind === "ready",
    chain: chain.map((link) => ({ ...link, at: link.at === undefined ? undefined : new Date(link.at).toISOString() })),
    cause: causeOf(verdict),
  };
}

function causeOf(verdict: Verdict): object | undefined {
  switch (verdict.kind) {
    case "ready":
      return undefined;
    case "proven": {
      const { code, explanation, evidence } = verdict.error;
      return { isCertain: true, of: verdict.of, code, ...explanation, evidence };
    }
    case "unproven":
      return { isCertain: false, known: verdict.known, next: verdict.next };
  }
}
