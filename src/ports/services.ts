export const SERVICES = ["containerd", "kubelet"] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface ServiceStatus {
  /** `absent`: the host has no definition of it. */
  readonly state: "absent" | "stopped" | "starting" | "running" | "restarting";
  readonly pid: number | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number | undefined;
  readonly restarts: number;
  /** How its last run ended, for example `exit status 1`. */
  readonly lastExit: string | undefined;
}

/** What keeps kubelet and runtime alive on this host: systemd, or the supervisor of ours. */
export interface Services {
  status(name: ServiceName): Promise<ServiceStatus>;
  start(name: ServiceName): Promise<void>;
  /** Containers go on running. */
  stop(name: ServiceName): Promise<void>;
  restart(name: ServiceName): Promise<void>;
  /** The last `lines` lines it printed, oldest first. */
  logs(name: ServiceName, lines: number): Promise<readonly string[]>;
}
