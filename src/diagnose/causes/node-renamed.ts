import { nodeRenamed } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/**
 * The kubelet makes this node's static Pods in the name that the host has now, and they were made in another: the host was
 * renamed. What ran in the old name may hold the ports of what is to run in the new one.
 */
export const findNodeRenamed: CauseFinder = (snapshot) => {
  const pods = podsOfNewName(snapshot);
  const { nodeName, hostname } = snapshot.expectation;
  return pods.length === 0
    ? undefined
    : { stage: "kubelet", error: nodeRenamed([`Pods of this kubelet: ${pods.join(", ")}`], nodeName, hostname) };
};

/** The Pods of the control plane that are named after the host, where the node is not. */
export function podsOfNewName({ runtime, expectation, components }: Snapshot): readonly string[] {
  const hostname = expectation.hostname.toLowerCase();
  return runtime.kind === "away" || hostname === expectation.nodeName
    ? []
    : components
        .map(({ expected }) => `${expected.component}-${hostname}`)
        .filter((name) => runtime.podNames.includes(name));
}
