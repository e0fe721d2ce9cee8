import type { ChainInput } from "./chain-input.ts";
import { judged } from "./chain.ts";
import type { Link } from "./chain.ts";
import { containerLink } from "./links/container-link.ts";
import { healthLink } from "./links/health-link.ts";
import { imageLink } from "./links/image-link.ts";
import { kubeletLink } from "./links/kubelet-link.ts";
import { leaseLink } from "./links/lease-link.ts";
import { listeningLink } from "./links/listening-link.ts";
import { manifestLink } from "./links/manifest-link.ts";
import { mirrorPodLink } from "./links/mirror-pod-link.ts";
import { processLink } from "./links/process-link.ts";
import { sandboxLink } from "./links/sandbox-link.ts";

/** The chain of one static Pod, from the kubelet to what the API shows of it. Pure. */
export function chainOf(input: ChainInput): readonly Link[] {
  const lease = leaseLink(input);
  return judged([
    ["kubelet", kubeletLink(input)],
    ["manifest", manifestLink(input)],
    ["image", imageLink(input)],
    ["sandbox", sandboxLink(input)],
    ["container", containerLink(input)],
    ["process", processLink(input)],
    ["listening", listeningLink(input)],
    ["health", healthLink(input)],
    ...(lease === undefined ? [] : ([["lease", lease]] as const)),
    ["mirror Pod", mirrorPodLink(input)],
  ]);
}

/** Whether the Pod does its work. What the API shows of it may be unknown: it shows a Pod, it is none. */
export function isReady(chain: readonly Link[]): boolean {
  return chain.every(({ name, state }) => state === "done" || (name === "mirror Pod" && state === "could not tell"));
}
