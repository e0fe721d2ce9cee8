import { nameOf } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import { addressesConflict } from "./addresses-conflict.ts";
import { type BoundPort, boundPorts } from "./bound-ports.ts";
import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";
import type { ListenerFact, PreflightFacts } from "./preflight-facts.ts";
import { readManifest } from "./read-manifest.ts";

/** The kernel cuts a process's name to this length. */
const COMM_LENGTH = 15;

/** Every port is free, or held by the control plane that already runs here from its manifests. */
export const checkPorts: Check = (cluster, node, facts) => {
  const { listeners, request } = facts;
  if (listeners.kind !== "present") {
    return [notTold("Port", "which ports are in use", listeners, ["ss -tlnp"])];
  }
  const running = componentsWithManifest(facts);
  const bound = boundPorts(cluster, node, request.kubeletConfiguration);
  const findings = bound.flatMap((port) =>
    listeners.value
      .filter((listener) => listener.port === port.port && addressesConflict(listener.address, port.address))
      .filter((listener) => !isOwn(listener, port, running))
      .map((listener) => inUse(port, listener)),
  );
  // One process on several addresses is one finding.
  return [...new Map(findings.map((finding) => [finding.what, finding])).values()];
};

function componentsWithManifest({ staticPods }: PreflightFacts): ReadonlySet<Component> {
  const manifests = staticPods.manifests.kind === "present" ? staticPods.manifests.value : [];
  const components = manifests.flatMap(({ path, text }) => {
    const content = text.kind === "present" ? readManifest(text.value) : undefined;
    return content?.kind === "component" && nameOf(path) === `${content.component}.yaml` ? [content.component] : [];
  });
  return new Set(components);
}

function isOwn({ process }: ListenerFact, { component }: BoundPort, running: ReadonlySet<Component>): boolean {
  const isNamesake = process?.name.slice(0, COMM_LENGTH) === component.slice(0, COMM_LENGTH);
  return isNamesake && (component === "kubelet" || running.has(component));
}

function inUse({ component, port }: BoundPort, { process }: ListenerFact): Finding {
  const holder = process === undefined ? "a process that could not be told" : `${process.name} (pid ${process.pid})`;
  return rejected(`Port-${port}`, {
    what: `Port ${port} is already in use by ${holder}.`,
    why: `${component} must listen on it.`,
    fix: [
      process === undefined ? `ss -tlnp 'sport = :${port}'` : `ps -o pid,lstart,args -p ${process.pid}`,
      `Stop that process, or ${otherPort(component)}.`,
      "steadyplane reset, if this is a leftover control plane.",
    ],
  });
}

function otherPort(component: BoundPort["component"]): string {
  switch (component) {
    case "kube-apiserver":
      return "set localAPIEndpoint.bindPort to another port";
    case "kubelet":
      return "set port or healthzPort in KubeletConfiguration";
    case "etcd":
      return "set etcd.local.extraArgs (listen-client-urls, listen-peer-urls, listen-metrics-urls)";
    case "kube-controller-manager":
      return "set controllerManager.extraArgs (secure-port)";
    case "kube-scheduler":
      return "set scheduler.extraArgs (secure-port)";
  }
}
