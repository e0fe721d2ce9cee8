import type { Component } from "../component.ts";
import type { HandoffPorts } from "./handoff-ports.ts";

const NAMES = {
  etcd: ["etcdClient", "etcdPeer"],
  "kube-apiserver": ["apiServer"],
  // Nobody but the kubelet calls these two; they call the API server.
  "kube-controller-manager": [],
  "kube-scheduler": [],
} as const satisfies Readonly<Record<Component, readonly (keyof HandoffPorts)[]>>;

/** The ports of its second instance to which clients of `component` are sent, and which a firewall sees therefore. */
export function translatedPorts(component: Component, ports: HandoffPorts): readonly number[] {
  return NAMES[component].map((name) => ports[name]);
}
