import type { Component } from "../domain/component.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { ProbeExpectation } from "./expectation.ts";
import { flagValue } from "./flags.ts";
import { hostAndPort, specific } from "./host-and-port.ts";

/**
 * How `component`, started with `command`, says that it is healthy. Empty where its flags turn that off.
 * `address` is the node's own, for an API server that does not name one.
 */
export function componentProbes(
  component: Component,
  command: readonly string[],
  address: string,
): readonly ProbeExpectation[] {
  switch (component) {
    case "etcd":
      return etcdProbes(command);
    case "kube-apiserver":
      return [apiServerProbe(command, address)];
    case "kube-controller-manager":
      return localProbes(command, 10257, ["healthz"]);
    case "kube-scheduler":
      return localProbes(command, 10259, ["livez", "readyz"]);
    default:
      return unreachable(component);
  }
}

// The client URLs serve the same paths, but only to clients with a certificate from etcd's CA.
function etcdProbes(command: readonly string[]): readonly ProbeExpectation[] {
  const urls = (flagValue(command, "listen-metrics-urls") ?? "").split(",").filter((url) => URL.canParse(url));
  return urls.slice(0, 1).map((text) => {
    const url = new URL(text);
    const host = hostAndPort(specific(url.hostname, "127.0.0.1"), url.port);
    return probe("readyz", `${url.protocol}//${host}`, false);
  });
}

function apiServerProbe(command: readonly string[], address: string): ProbeExpectation {
  const bind = specific(flagValue(command, "bind-address"), address);
  const host = specific(flagValue(command, "advertise-address"), bind);
  const port = flagValue(command, "secure-port") ?? "6443";
  return probe("readyz", `https://${hostAndPort(host, port)}`, true);
}

function localProbes(command: readonly string[], defaultPort: number, names: readonly string[]) {
  const port = flagValue(command, "secure-port") ?? String(defaultPort);
  const host = specific(flagValue(command, "bind-address"), "127.0.0.1");
  return port === "0" ? [] : names.map((name) => probe(name, `https://${hostAndPort(host, port)}`, false));
}

function probe(name: string, server: string, isAuthenticated: boolean): ProbeExpectation {
  return { name, url: `${server}/${name}?verbose`, isAuthenticated };
}
