import { findCause } from "../find-cause.ts";
import type { Lack } from "../health/lack.ts";
import { lacks } from "../health/lacks.ts";
import { describeAnswer } from "../health/probe-lack.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { componentView } from "./component-view.ts";
import type { ComponentView } from "./component-view.ts";

/** A control-plane node on one screen, and as JSON. Times are RFC 3339. */
export interface StatusView {
  readonly isHealthy: boolean;
  readonly node: {
    readonly name: string;
    readonly registration: "registered" | "absent" | "unknown";
    readonly isReady: boolean;
  };
  readonly kubelet: {
    readonly isHealthy: boolean;
    readonly health: string;
    /** Undefined where the API cannot be asked. */
    readonly version: string | undefined;
    readonly service: string;
    readonly restarts: number;
  };
  readonly runtime: {
    readonly isHealthy: boolean;
    readonly name: string;
    readonly version: string;
    readonly health: string;
  };
  readonly components: readonly ComponentView[];
  /** What is missing, by part. */
  readonly missing: readonly Pick<Lack, "stage" | "detail">[];
  /** Why, where it is certain. */
  readonly cause: { readonly code: string; readonly what: string; readonly fix: readonly string[] } | undefined;
}

/** What `status` shows of a snapshot. */
export function statusView(snapshot: Snapshot): StatusView {
  const missing = lacks(snapshot).map(({ stage, detail }) => ({ stage, detail }));
  const error = findCause(snapshot)?.error;
  return {
    isHealthy: missing.length === 0 && error === undefined,
    node: nodeView(snapshot),
    kubelet: kubeletView(snapshot),
    runtime: runtimeView(snapshot),
    components: snapshot.components.map((component) => componentView(snapshot, component)),
    missing,
    cause: error && { code: error.code, what: error.explanation.what, fix: error.explanation.fix },
  };
}

function nodeView({ cluster, expectation }: Snapshot): StatusView["node"] {
  const { node } = cluster;
  const registration = { present: "registered", absent: "absent", unreadable: "unknown" } as const;
  return {
    name: expectation.nodeName,
    registration: registration[node.kind],
    isReady: node.kind === "present" && node.value.isReady,
  };
}

function kubeletView({ kubelet, cluster }: Snapshot): StatusView["kubelet"] {
  const { healthz, status } = kubelet;
  return {
    isHealthy:
      healthz === undefined ? status?.state === "running" : healthz.kind === "answered" && healthz.status === 200,
    health: healthz === undefined ? "healthz turned off" : describeAnswer(healthz),
    version: cluster.node.kind === "present" ? cluster.node.value.kubeletVersion : undefined,
    service: status?.state ?? "unknown",
    restarts: status?.restarts ?? 0,
  };
}

function runtimeView({ runtime }: Snapshot): StatusView["runtime"] {
  if (runtime.kind === "away") {
    return { isHealthy: false, name: "", version: "", health: runtime.reason };
  }
  const unmet = runtime.unmet.filter((condition) => !condition.startsWith("NetworkReady"));
  const health = runtime.unmet.length === 0 ? "ok" : runtime.unmet.join("; ");
  return { isHealthy: unmet.length === 0, name: runtime.version.name, version: runtime.version.version, health };
}
