import type { Component } from "./component.ts";

/** The Pod that the component usually is, or the one that stands in for it during a handoff. */
export type WhichInstance = "canonical" | "second";

export interface InstanceName {
  readonly component: Component;
  readonly instance: WhichInstance;
}

/** What was seen to happen in a run. */
export type Happening =
  | {
      readonly kind: "stage-started" | "stage-done" | "stage-skipped" | "stage-failed";
      readonly stage: string;
      readonly text: string;
    }
  | { readonly kind: "stage-detail"; readonly stage: string; readonly text: string }
  | { readonly kind: "warning"; readonly text: string }
  | { readonly kind: "image-pull-started" | "image-pulled"; readonly image: string }
  /** In the place where the kubelet reads it. */
  | ({ readonly kind: "manifest-placed" | "manifest-removed" } & InstanceName)
  | ({ readonly kind: "sandbox-created"; readonly sandbox: string } & InstanceName)
  | ({
      readonly kind: "container-created" | "container-started";
      readonly container: string;
      readonly sandbox: string;
    } & InstanceName)
  /** `exitCode`: undefined where its end was seen only by its absence. */
  | ({
      readonly kind: "container-ended";
      readonly container: string;
      readonly exitCode?: number | undefined;
    } & InstanceName)
  /** Its health check passed for the first time. */
  | ({ readonly kind: "ready"; readonly container: string } & InstanceName)
  /** New connections to the component are sent to the second instance, or no more. */
  | { readonly kind: "translated" | "returned"; readonly component: Component }
  /** Requests to the API server are kept waiting while this component changes hands, or no more. */
  | { readonly kind: "held" | "released"; readonly component: Component }
  /** Who has the component's Lease; empty where nobody has. */
  | { readonly kind: "lease-held"; readonly component: Component; readonly holder: string }
  /** It says of itself that it leads. */
  | ({ readonly kind: "leads" } & InstanceName);

/** `atMs`: since the run began to work; negative for what was there before. */
export type RunEvent = { readonly atMs: number } & Happening;

type Of<E, K> = E extends { readonly kind: infer Kinds } ? (K extends Kinds ? E : never) : never;

/** The events of one kind. */
export type RunEventOf<K extends RunEvent["kind"]> = Of<RunEvent, K>;

/** How one command that changed this host went. Holds no secret. */
export interface RunRecord {
  readonly version: 1;
  /** The command line. */
  readonly command: string;
  readonly node: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly outcome: "done" | "failed";
  /** What failed, in the words of the error; empty where nothing did. */
  readonly failure: string;
  /** What it committed, 0 where nothing. */
  readonly revision: number;
  /** Ascending in time. */
  readonly events: readonly RunEvent[];
}
