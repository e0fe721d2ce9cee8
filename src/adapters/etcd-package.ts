import { fromJSON } from "@grpc/proto-loader";
import type { MethodDefinition, ServiceDefinition } from "@grpc/proto-loader";
import { ETCD_DESCRIPTOR } from "./etcd-descriptor.ts";

const SERVICES = ["KV", "Lease", "Cluster", "Maintenance"] as const;

// 64 bit ids do not fit into a number.
const PACKAGE = fromJSON(ETCD_DESCRIPTOR, { keepCase: true, longs: String, enums: String, defaults: true });

/** Paths and codecs of a service of etcd. */
export function etcdService(name: (typeof SERVICES)[number]): ServiceDefinition {
  const service = PACKAGE[`etcdserverpb.${name}`];
  if (service === undefined || "format" in service) {
    throw new TypeError(`the descriptor lacks ${name}`);
  }
  return service;
}

/** Path and codec of a method, whichever service it belongs to. */
export function etcdMethod(name: string): MethodDefinition<object, object> {
  const method = SERVICES.map((service) => etcdService(service)[name]).find((found) => found !== undefined);
  if (method === undefined) {
    throw new TypeError(`the descriptor lacks ${name}`);
  }
  return method;
}
