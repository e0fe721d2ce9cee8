import type { JsonObject } from "./json.ts";

/** An API object as it is sent: apiVersion, kind, metadata and the rest. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
    readonly uid?: string;
  };
  readonly [field: string]: unknown;
}

/** Where an object lives. Without a namespace it is cluster-scoped. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** The parts of a kubeconfig that this project writes. */
export type KubeconfigDocument = JsonObject;
