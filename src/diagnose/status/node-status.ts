import type { Component } from "../../domain/component.ts";
import type { EtcdView } from "./etcd-view.ts";
import type { ManifestOrigin } from "./manifest-origin.ts";
import type { StatusView } from "./status-view.ts";

/** What `status` shows beside the components' health. Times are RFC 3339. */
export interface NodeDetails {
  readonly origins: Readonly<Partial<Record<Component, ManifestOrigin>>>;
  /** Undefined where this node has none. */
  readonly etcd: EtcdView | undefined;
  /** Those that expire within 30 days, or have. */
  readonly expiringCertificates: readonly { readonly path: string; readonly notAfter: string }[];
  /** As the kubelet's own program says; undefined where it is not known. */
  readonly kubeletVersion: string | undefined;
  /** What a change that runs or was interrupted has on this host, one sentence each. */
  readonly leftovers: readonly string[];
}

/** Everything that `status` shows. */
export interface NodeStatus extends Omit<StatusView, "components">, Omit<NodeDetails, "origins" | "kubeletVersion"> {
  readonly components: readonly (StatusView["components"][number] & {
    readonly manifestOrigin: ManifestOrigin | undefined;
  })[];
}

/** The two in one. An alarm of etcd makes a node unhealthy: no write is taken, or the data is damaged. */
export function nodeStatus(view: StatusView, details: NodeDetails): NodeStatus {
  const { origins, kubeletVersion, ...others } = details;
  const alarms = details.etcd?.kind === "answers" ? details.etcd.alarms : [];
  return {
    ...view,
    ...others,
    isHealthy: view.isHealthy && alarms.length === 0,
    missing: [...view.missing, ...alarms.map((alarm) => ({ stage: "etcd" as const, detail: `alarm ${alarm}` }))],
    kubelet: { ...view.kubelet, version: view.kubelet.version ?? kubeletVersion },
    components: view.components.map((component) => ({
      ...component,
      manifestOrigin: origins[component.component],
    })),
  };
}
