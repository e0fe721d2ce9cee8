/** TCP connections of the host: /proc/net/tcp and tcp6. */
export interface Connections {
  /** The peers, as the kernel writes them, of connections that servers of this host have at `port`: established ones and those being made. */
  peers(port: number): Promise<ReadonlySet<string>>;
  isListening(port: number): Promise<boolean>;
}
