import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { DiagnosePorts } from "../../diagnose/diagnose-ports.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import type { HandoffPorts } from "../../domain/handoff/handoff-ports.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { Connections } from "../../ports/connections.ts";
import type { Etcd } from "../../ports/etcd.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { Reporter } from "../../ports/reporter.ts";

/** What the three ways of handing over work with. */
export interface HandoffEffects extends DiagnosePorts {
  readonly packets: PacketFilter;
  readonly connections: Connections;
  /** The node's own API server, as an administrator, at the node's address. */
  readonly api: ClusterApi;
  /** The member on this host; whoever asks for it closes it. `port` is the canonical one or the second's. */
  readonly etcdAt: (port: number) => Promise<Etcd>;
  readonly reporter: Reporter;
}

/** One component of one node in one transaction. */
export interface HandoffSubject {
  readonly component: Component;
  readonly transactionId: string;
  readonly nodeName: string;
  readonly hostname: string;
  /** The node's own address, which the API server advertises and clients use. */
  readonly address: string;
  /** All addresses of the host at which clients may reach its servers: `address` among them, none of the loopback. */
  readonly hostAddresses: readonly string[];
  readonly apiServerPort: number;
  /** The `kubernetes` Service's addresses, one for each family; empty where Pods are not to be followed. */
  readonly serviceAddresses: readonly string[];
  readonly staticPodPath: AbsolutePath;
  readonly kubeletConfigPath: AbsolutePath;
  /** An administrator's credential; `server` is https://address:apiServerPort. */
  readonly access: ApiAccess;
  readonly manifest: { readonly path: AbsolutePath; readonly mode: number; readonly owner: string };
  /** The second instance's manifest: its text as kept ready, and where the kubelet reads it. */
  readonly second: { readonly staged: AbsolutePath; readonly path: AbsolutePath };
  readonly marker: AbsolutePath;
  readonly ports: HandoffPorts;
  readonly soakMs: number;
  readonly healthTimeoutMs: number;
  readonly signal: AbortSignal;
}
