export interface ProcessView {
  readonly pid: number;
  readonly name: string;
  readonly args: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface Listener {
  /** As the kernel shows it; `0.0.0.0` or `::` for every address. */
  readonly address: string;
  readonly port: number;
  /** Undefined where the owner could not be told (no permission, another namespace). */
  readonly process: { readonly pid: number; readonly name: string } | undefined;
}

/** What runs on the host: /proc. */
export interface Processes {
  list(): Promise<readonly ProcessView[]>;
  /** False for one that only waits to be reaped. */
  isRunning(pid: number): Promise<boolean>;
  /** TCP sockets that listen, IPv4 and IPv6. */
  listeners(): Promise<readonly Listener[]>;
  /** Undefined where it is gone. */
  signal(pid: number, signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}
