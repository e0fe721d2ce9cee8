/** Ports on which second instances listen while a handoff lasts. */
export interface HandoffPorts {
  readonly apiServer: number;
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly etcdMetrics: number;
  readonly controllerManager: number;
  readonly scheduler: number;
}

export const DEFAULT_HANDOFF_PORTS: HandoffPorts = {
  apiServer: 6444,
  etcdClient: 12379,
  etcdPeer: 12380,
  etcdMetrics: 12381,
  controllerManager: 11257,
  scheduler: 11259,
};
