import { tidy } from "../../evidence.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

/** Whether the runtime has a sandbox for the Pod. */
export function sandboxLink({ snapshot, pod }: ChainInput): Sight {
  const { runtime } = snapshot;
  const { sandbox, syncErrors } = pod;
  if (runtime.kind === "away") {
    return { state: "unknown", summary: `the container runtime does not answer: ${tidy(runtime.reason)}` };
  }
  if (sandbox === undefined) {
    const evidence = [...syncErrors.slice(-1).map((error) => `kubelet: ${tidy(error)}`), ...runtime.unmet];
    return { state: "pending", summary: "none: the kubelet has not had one made", evidence };
  }
  const { createdAt: at, isReady, id } = sandbox;
  return isReady
    ? { state: "done", at, summary: `ready, ${id.slice(0, 12)}` }
    : { state: "failing", at, summary: `stopped, ${id.slice(0, 12)}`, evidence: runtime.unmet };
}
