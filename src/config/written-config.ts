import type * as z from "zod";
import type { Origin } from "../domain/config-problem.ts";
import type { JsonObject } from "../domain/json.ts";
import type { DocumentKind } from "./document-kinds.ts";
import type { Path } from "./path.ts";
import type { clusterConfiguration } from "./schemas/cluster-configuration.ts";
import type { initConfiguration } from "./schemas/init-configuration.ts";
import type { steadyplaneConfiguration } from "./schemas/steadyplane-configuration.ts";

type Written<Schema extends z.ZodType> = Readonly<Omit<z.infer<Schema>, "apiVersion" | "kind">>;

export type WrittenInit = Written<typeof initConfiguration>;
export type WrittenCluster = Written<typeof clusterConfiguration>;
export type WrittenSteadyplane = Written<typeof steadyplaneConfiguration>;

/** Where the value at a path of a document comes from. */
export type OriginOf = (document: DocumentKind, path: Path) => Origin;

/** What the user wrote, in a file and as flags, and nothing else: of the right types, not yet checked further. */
export interface WrittenConfig {
  readonly init: WrittenInit;
  readonly cluster: WrittenCluster;
  /** As written, without apiVersion and kind; empty where there is no such document. */
  readonly kubelet: JsonObject;
  readonly kubeProxy: JsonObject;
  readonly steadyplane: WrittenSteadyplane;
  readonly originOf: OriginOf;
}

/** What somebody wrote who wrote nothing. */
export const NOTHING_WRITTEN: WrittenConfig = {
  init: {},
  cluster: {},
  kubelet: {},
  kubeProxy: {},
  steadyplane: {},
  originOf: () => ({ kind: "default" }),
};
