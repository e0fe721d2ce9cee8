import type { Component } from "../component.ts";
import type { HandoffPorts } from "./handoff-ports.ts";

const NAMES = {
  etcd: ["etcdClient", "etcdPeer", "etcdMetrics"],
  "kube-apiserver": ["apiServer"],
  "kube-controller-manager": ["controllerManager"],
  "kube-scheduler": ["scheduler"],
} as const satisfies Readonly<Record<Component, readonly (keyof HandoffPorts)[]>>;

/** Every port on which the second instance of `component` listens. */
export function secondPorts(component: Component, ports: HandoffPorts): readonly number[] {
  return NAMES[component].map((name) => ports[name]);
}
