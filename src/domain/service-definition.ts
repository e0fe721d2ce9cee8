/** How a service of the host is started: the part of a systemd unit that the supervisor understands. */
export interface ServiceDefinition {
  /** Absolute path of the program. */
  readonly command: string;
  /** An argument that is exactly `$NAME` becomes the words of that variable, as systemd expands it: none, one or several. */
  readonly args: readonly string[];
  /** systemd's EnvironmentFile format; read at each start, later files win, absent ones are passed over. */
  readonly environmentFiles: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}
