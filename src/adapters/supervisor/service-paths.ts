/** Base directories, absolute. */
export interface ServiceDirectories {
  readonly definitions: string;
  readonly state: string;
  readonly logs: string;
}

export const SERVICE_DIRECTORIES: ServiceDirectories = {
  definitions: "/etc/steadyplane/services",
  state: "/run/steadyplane/services",
  logs: "/var/log/steadyplane",
};

export interface ServicePaths {
  readonly definition: string;
  readonly state: string;
  /** Held by the supervisor as long as it lives. */
  readonly lock: string;
  readonly log: string;
}

export function servicePaths(name: string, directories: ServiceDirectories): ServicePaths {
  return {
    definition: `${directories.definitions}/${name}.json`,
    state: `${directories.state}/${name}.json`,
    lock: `${directories.state}/${name}.lock`,
    log: `${directories.logs}/${name}.log`,
  };
}
