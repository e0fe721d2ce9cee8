import { CLUSTER_FIELDS, PROXY_FIELDS } from "./cluster-fields.ts";
import { ETCD_FIELDS } from "./etcd-fields.ts";
import type { FieldRow } from "./field-row.ts";
import { KUBELET_FIELDS, NODE_FIELDS } from "./node-fields.ts";
import { TOOL_FIELDS } from "./tool-fields.ts";

/** Every field that a user can write, by the kind of its document: how it can change on a node that works. */
export const FIELD_TABLE: Readonly<Record<string, readonly FieldRow[]>> = {
  ClusterConfiguration: [...CLUSTER_FIELDS, ...ETCD_FIELDS],
  InitConfiguration: NODE_FIELDS,
  KubeletConfiguration: KUBELET_FIELDS,
  KubeProxyConfiguration: PROXY_FIELDS,
  SteadyplaneConfiguration: TOOL_FIELDS,
};
