import { fromJSON } from "@grpc/proto-loader";
import type { MethodDefinition, ServiceDefinition } from "@grpc/proto-loader";
import { CRI_DESCRIPTOR } from "./cri-descriptor.ts";

const PACKAGE = fromJSON(CRI_DESCRIPTOR, { keepCase: true, longs: Number, enums: String, defaults: true });

/** Paths and codecs of a CRI service. */
export function criService(name: "RuntimeService" | "ImageService"): ServiceDefinition {
  const service = PACKAGE[`runtime.v1.${name}`];
  if (service === undefined || "format" in service) {
    throw new TypeError(`the descriptor lacks ${name}`);
  }
  return service;
}

/** Path and codec of a CRI method, whichever service it belongs to. */
export function criMethod(name: string): MethodDefinition<object, object> {
  const method = criService("RuntimeService")[name] ?? criService("ImageService")[name];
  if (method === undefined) {
    throw new TypeError(`the descriptor lacks ${name}`);
  }
  return method;
}
