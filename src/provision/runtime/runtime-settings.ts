/** What containerd must be told for this host. */
export interface RuntimeSettings {
  readonly sandboxImage: string;
  readonly cgroupDriver: "cgroupfs" | "systemd";
  /** Root may not raise the OOM priority of its children here, so containerd must not try. */
  readonly restrictsOomScoreAdj: boolean;
  readonly cniBinDir: string;
  readonly cniConfDir: string;
}

/** What the templates `host/containerd-v2.toml` and `host/containerd-v3.toml` print. */
export interface RuntimeConfigurationView extends Omit<RuntimeSettings, "cgroupDriver"> {
  readonly isSystemdCgroup: boolean;
}
