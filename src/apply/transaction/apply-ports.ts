import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { RenderTemplate } from "../../desired/templates.ts";
import type { Connections } from "../../ports/connections.ts";
import type { Etcd, EtcdAccess } from "../../ports/etcd.ts";
import type { Guard } from "../../ports/guard.ts";
import type { Http } from "../../ports/http.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { InitPorts } from "../init/init-ports.ts";

/** Every effect that changing a node has. */
export interface ApplyPorts extends InitPorts {
  readonly packets: PacketFilter;
  readonly guard: Guard;
  readonly connections: Connections;
  readonly etcdAt: (access: EtcdAccess) => Etcd;
  /** A new connection for each request: a kept one would go on talking to the instance that leaves. */
  readonly freshHttp: Http;
  readonly freshClusterApi: (access: ApiAccess) => ClusterApi;
  readonly render: RenderTemplate;
}
