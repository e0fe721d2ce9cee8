import { isDnsSubdomain } from "../../domain/network/dns-name.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

/** Longest value of a label: the kubelet puts the Node's name into kubernetes.io/hostname. */
const MAX_NODE_NAME = 63;
const MAX_CLUSTER_NAME = 253;

export function nodeNameIsValid({ init }: EffectiveConfig, report: Report): void {
  const { name } = init.nodeRegistration;
  const path = ["nodeRegistration", "name"];
  if (name !== "" && !isDnsSubdomain(name)) {
    const message = `${quote(name)} cannot be the name of a Node`;
    report("InitConfiguration", path, message, "write lower-case letters, digits, dashes and dots");
  } else if (name.length > MAX_NODE_NAME) {
    const message = `${quote(name)} has ${name.length} characters, a Node's name at most ${MAX_NODE_NAME}`;
    report("InitConfiguration", path, message, "write a shorter one");
  }
}

export function dnsDomainIsValid({ cluster }: EffectiveConfig, report: Report): void {
  const { dnsDomain } = cluster.networking;
  if (!isDnsSubdomain(dnsDomain)) {
    const message = `${quote(dnsDomain)} is not a DNS domain`;
    report("ClusterConfiguration", ["networking", "dnsDomain"], message, "write, for example, cluster.local");
  }
}

/** The name stands in kubeconfigs and on a command line. */
export function clusterNameIsPrintable({ cluster }: EffectiveConfig, report: Report): void {
  const { clusterName } = cluster;
  if (clusterName.length > MAX_CLUSTER_NAME || /\p{C}|\p{Z}|[/@]/u.test(clusterName)) {
    const message = `${quote(clusterName)} cannot be the name of a cluster`;
    report("ClusterConfiguration", ["clusterName"], message, "write it without spaces, slashes and @");
  }
}
