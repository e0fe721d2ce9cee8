import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";

export interface EtcdMember {
  readonly name: string;
  readonly peerUrl: string;
}

/** All that a static Pod depends on. */
export interface PodContext {
  readonly cluster: ClusterSpec;
  readonly node: NodeSpec;
  /** The CA's certificate is here, its key is not. */
  readonly isExternalCa: boolean;
  /** Every member, this one included, of an etcd cluster that this node joins; empty where it starts a new one. */
  readonly etcdMembers: readonly EtcdMember[];
}
