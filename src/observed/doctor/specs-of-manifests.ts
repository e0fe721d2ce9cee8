import { type AbsolutePath, absolute, parentOf } from "../../domain/absolute-path.ts";
import type { Arg, ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Component } from "../../domain/component.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Specs } from "../../domain/specs.ts";
import { flagValue } from "../../diagnose/flags.ts";

/** What is known of a node to which no configuration was ever applied here: one that kubeadm made, say. */
export interface NodeWritings {
  readonly nodeName: string;
  readonly criSocket: string;
  /** Of each component that has a whole manifest. */
  readonly pods: ReadonlyMap<Component, { readonly command: readonly string[]; readonly image: string }>;
  readonly kubelet: JsonObject;
  /** Server of admin.conf; undefined where that cannot be read. */
  readonly server: string | undefined;
}

/**
 * What a node is by its own manifests, the defaults standing in for what no manifest says. Undefined where the API
 * server's says too little: no address, or no version.
 */
export function specsOfManifests({ pods, kubelet, ...node }: NodeWritings, defaults: Specs): Specs | undefined {
  const server = pods.get("kube-apiserver");
  const advertiseAddress = flagValue(server?.command ?? [], "advertise-address");
  const kubernetesVersion = /:(?<tag>v1\.\d+\.[^@]+)/u.exec(server?.image ?? "")?.groups?.["tag"];
  if (server === undefined || advertiseAddress === undefined || kubernetesVersion === undefined) {
    return undefined;
  }
  const argsOf = (component: Component): readonly Arg[] => flagsOf(pods.get(component)?.command ?? []);
  const { cluster } = defaults;
  const url = node.server === undefined || !URL.canParse(node.server) ? undefined : new URL(node.server);
  const host = url?.hostname.replace(/^\[|\]$/gu, "");
  return {
    ...defaults,
    cluster: {
      ...cluster,
      kubernetesVersion,
      controlPlaneEndpoint:
        url === undefined || host === undefined || host === advertiseAddress
          ? undefined
          : { host, port: Number(url.port || 443) },
      networking: {
        serviceSubnets:
          list(flagValue(server.command, "service-cluster-ip-range")) ?? cluster.networking.serviceSubnets,
        podSubnets: list(flagValue(pods.get("kube-controller-manager")?.command ?? [], "cluster-cidr")) ?? [],
        dnsDomain:
          typeof kubelet["clusterDomain"] === "string" ? kubelet["clusterDomain"] : cluster.networking.dnsDomain,
      },
      apiServer: { ...cluster.apiServer, extraArgs: argsOf("kube-apiserver") },
      controllerManager: { ...cluster.controllerManager, extraArgs: argsOf("kube-controller-manager") },
      scheduler: { ...cluster.scheduler, extraArgs: argsOf("kube-scheduler") },
      etcd: etcdOf(pods.get("etcd")?.command, server.command, cluster.etcd),
      certificatesDir: certificatesDirOf(server.command) ?? cluster.certificatesDir,
      kubeletConfiguration: kubelet,
    },
    node: {
      ...defaults.node,
      name: node.nodeName,
      criSocket: node.criSocket,
      advertiseAddress,
      bindPort: Number(flagValue(server.command, "secure-port") ?? defaults.node.bindPort),
    },
  };
}

function flagsOf(command: readonly string[]): readonly Arg[] {
  return command.flatMap((argument) => {
    const found = /^--(?<name>[^=]+)=(?<value>.*)$/su.exec(argument)?.groups;
    return found === undefined ? [] : [{ name: found["name"] ?? "", value: found["value"] ?? "" }];
  });
}

function etcdOf(
  command: readonly string[] | undefined,
  server: readonly string[],
  etcd: ClusterSpec["etcd"],
): ClusterSpec["etcd"] {
  if (command !== undefined && etcd.kind === "local") {
    const dataDir = flagValue(command, "data-dir");
    return {
      ...etcd,
      dataDir: dataDir?.startsWith("/") === true ? absolute(dataDir) : etcd.dataDir,
      extraArgs: flagsOf(command),
    };
  }
  const endpoints = list(flagValue(server, "etcd-servers")) ?? [];
  const fileOf = (flag: string): string => flagValue(server, flag) ?? "";
  return {
    kind: "external",
    endpoints,
    httpEndpoints: endpoints,
    caFile: fileOf("etcd-cafile"),
    certFile: fileOf("etcd-certfile"),
    keyFile: fileOf("etcd-keyfile"),
  };
}

function certificatesDirOf(server: readonly string[]): AbsolutePath | undefined {
  const ca = flagValue(server, "client-ca-file");
  return ca?.startsWith("/") === true && ca.endsWith("/ca.crt") ? parentOf(absolute(ca)) : undefined;
}

function list(value: string | undefined): readonly string[] | undefined {
  return value?.split(",").filter((part) => part !== "");
}
