import type { Arg, ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Component } from "../../domain/component.ts";
import type { JsonObject, JsonValue } from "../../domain/json.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";

/** A TCP port that a component will listen on. */
export interface BoundPort {
  readonly component: Component | "kubelet";
  /** `::` for every address. */
  readonly address: string;
  readonly port: number;
}

const LOOPBACK = "127.0.0.1";
const EVERYWHERE = "::";

/** Every port that the control plane and the kubelet of this configuration bind, on each address. */
export function boundPorts(cluster: ClusterSpec, node: NodeSpec, kubelet: JsonObject): readonly BoundPort[] {
  return [
    served("kube-apiserver", cluster.apiServer.extraArgs, EVERYWHERE, node.bindPort),
    served("kube-controller-manager", cluster.controllerManager.extraArgs, LOOPBACK, 10257),
    served("kube-scheduler", cluster.scheduler.extraArgs, LOOPBACK, 10259),
    ...etcdPorts(cluster, node),
    ...kubeletPorts(kubelet),
  ].filter(({ port }) => port > 0);
}

function served(component: Component, args: readonly Arg[], address: string, port: number): BoundPort {
  return {
    component,
    address: lastValue(args, "bind-address") ?? address,
    port: Number(lastValue(args, "secure-port") ?? port),
  };
}

function etcdPorts({ etcd, apiServer }: ClusterSpec, node: NodeSpec): readonly BoundPort[] {
  if (etcd.kind === "external") {
    return [];
  }
  const own = lastValue(apiServer.extraArgs, "advertise-address") ?? node.advertiseAddress;
  const urls = (flag: string, usual: readonly (readonly [string, number])[]): readonly BoundPort[] => {
    const given = lastValue(etcd.extraArgs, flag);
    const pairs = given === undefined ? usual : given.split(",").flatMap(hostAndPort);
    return pairs.map(([address, port]) => ({ component: "etcd", address, port }));
  };
  return [
    ...urls(
      "listen-client-urls",
      [LOOPBACK, own].map((address) => [address, 2379] as const),
    ),
    ...urls("listen-peer-urls", [[own, 2380]]),
    ...urls("listen-metrics-urls", [[LOOPBACK, 2381]]),
  ];
}

function kubeletPorts(configuration: JsonObject): readonly BoundPort[] {
  const { address, port, healthzBindAddress, healthzPort } = configuration;
  return [
    { component: "kubelet", address: text(address) ?? EVERYWHERE, port: typeof port === "number" ? port : 10250 },
    {
      component: "kubelet",
      address: text(healthzBindAddress) ?? LOOPBACK,
      port: typeof healthzPort === "number" ? healthzPort : 10248,
    },
  ];
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function lastValue(args: readonly Arg[], name: string): string | undefined {
  return args.findLast((arg) => arg.name === name)?.value;
}

function hostAndPort(url: string): readonly (readonly [string, number])[] {
  const parsed = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
  return parsed === undefined ? [] : [[parsed.hostname.replace(/^\[|\]$/gu, ""), Number(parsed.port)]];
}
