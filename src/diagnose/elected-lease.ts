import type { Component } from "../domain/component.ts";
import { flagValue } from "./flags.ts";

/** The Lease by which instances of a component agree on who works. */
export interface ElectedLease {
  readonly namespace: string;
  readonly name: string;
}

/** The Lease that `component`, started with `command`, holds while it leads. Undefined where it elects nobody. */
export function electedLease(component: Component, command: readonly string[]): ElectedLease | undefined {
  const isElected = component === "kube-controller-manager" || component === "kube-scheduler";
  return isElected && flagValue(command, "leader-elect") !== "false"
    ? {
        namespace: flagValue(command, "leader-elect-resource-namespace") ?? "kube-system",
        name: flagValue(command, "leader-elect-resource-name") ?? component,
      }
    : undefined;
}
