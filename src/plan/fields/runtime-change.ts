/** Why another runtime, or another cgroup driver, is no change for a node with Pods, and how it is made all the same. */
export const RUNTIME_CHANGE = {
  reason: "Containers that run would be lost to the kubelet, the control plane's among them.",
  steps: [
    "kubectl drain the node, and stop kubelet and runtime.",
    "Change the runtime and the kubelet together, and start both.",
  ],
} as const;
