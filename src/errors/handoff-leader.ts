import { ToolError } from "./tool-error.ts";

/** Two instances of the component would work at the same time. */
export function noSharedLease(component: string, reason: string): ToolError {
  return new ToolError("HandoffImpossible", "failed", {
    what: `${component} cannot be handed over to a second instance: ${reason}.`,
    why: "Only leader election by one and the same Lease keeps two instances from working at once. The running one was not touched.",
    fix: ["steadyplane apply --strategy restart", `Or set --leader-elect=true for ${component}.`],
  });
}

/** The kubelet was given another manifest, and the process of the old one goes on. */
export function doesNotEnd(component: string, seconds: number): ToolError {
  return new ToolError("ProcessDoesNotEnd", "failed", {
    what: `${component} still runs ${seconds} s after its manifest was changed.`,
    why: "The kubelet has not ended it. As long as it lives its lease is not given to anybody else.",
    fix: ["steadyplane service logs kubelet", "steadyplane status", "Then run steadyplane apply --resume."],
  });
}

/** A lease stays without a holder that renews it. */
export function nobodyLeads(
  component: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  seconds: number,
): ToolError {
  return new ToolError("NobodyLeads", "failed", {
    what: `No instance of ${component} has taken or renewed the Lease ${namespace}/${name} for ${seconds} s.`,
    why: "Without a leader the component does no work in the whole cluster.",
    fix: ["steadyplane status", `kubectl logs --namespace kube-system --selector component=${component}`],
  });
}
