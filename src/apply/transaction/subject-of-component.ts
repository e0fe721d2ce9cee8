import { absolute, below } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Component } from "../../domain/component.ts";
import { handoffMarker, secondManifestPath } from "../../domain/handoff/second-names.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../domain/handoff/handoff-ports.ts";
import { addressAt, parseCidr } from "../../domain/network/cidr.ts";
import { parseAddress, scopeOf } from "../../domain/network/ip-address.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { Specs } from "../../domain/specs.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { NetworkInterfaces } from "../../ports/network-interfaces.ts";
import type { HandoffSubject } from "../handoff/handoff-context.ts";
import { draftOf } from "../write-file.ts";

/** One component of the node in a transaction, as its handoff needs to know it. */
export function subjectOfComponent(
  component: Component,
  { cluster, node, tool }: Specs,
  { transactionId, access, signal }: Pick<HandoffSubject, "transactionId" | "access" | "signal">,
  interfaces: NetworkInterfaces,
): HandoffSubject {
  const staticPodPath = staticPodDirectory(cluster, node);
  const path = secondManifestPath(staticPodPath, component);
  return {
    component,
    transactionId,
    nodeName: node.name,
    hostname: node.facts.hostname,
    address: node.advertiseAddress,
    hostAddresses: hostAddresses(node, interfaces),
    apiServerPort: node.bindPort,
    serviceAddresses: serviceAddresses(cluster),
    staticPodPath,
    kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
    access,
    manifest: { path: below(staticPodPath, `${component}.yaml`), mode: 0o600, owner: "root:root" },
    second: { staged: draftOf(path, transactionId), path },
    marker: handoffMarker(transactionId),
    ports: DEFAULT_HANDOFF_PORTS,
    soakMs: tool.soakMs,
    healthTimeoutMs: tool.healthTimeoutMs,
    signal,
  };
}

/** Those at which clients may reach this host's servers. The loopback is left out: through it a server calls itself. */
function hostAddresses({ advertiseAddress }: NodeSpec, interfaces: NetworkInterfaces): readonly string[] {
  const own = interfaces.addresses().map(({ address }) => address);
  return [...new Set([advertiseAddress, ...own])].filter((address) => {
    const parsed = parseAddress(address);
    return parsed !== undefined && scopeOf(parsed) === "global";
  });
}

/** The first address of each service subnet is that of the Service `kubernetes`. */
function serviceAddresses({ networking }: ClusterSpec): readonly string[] {
  return networking.serviceSubnets.flatMap((subnet) => {
    const cidr = parseCidr(subnet);
    return cidr === undefined ? [] : [addressAt(cidr, 1)];
  });
}
