import type { Connections } from "../../src/ports/connections.ts";

/** Sockets that a test opens and closes. */
export class FakeConnections implements Connections {
  readonly #listening = new Set<number>();
  readonly #peers = new Map<number, Set<string>>();

  listen(port: number): this {
    this.#listening.add(port);
    return this;
  }
  /** Connections go on, as they do when a server closes its listener. */
  unlisten(port: number): void {
    this.#listening.delete(port);
  }
  connect(port: number, peer: string): void {
    this.#peers.set(port, new Set([...(this.#peers.get(port) ?? []), peer]));
  }
  disconnect(port: number, peer: string): void {
    this.#peers.get(port)?.delete(peer);
  }

  async peers(port: number): Promise<ReadonlySet<string>> {
    return new Set(this.#peers.get(port));
  }
  async isListening(port: number): Promise<boolean> {
    return this.#listening.has(port);
  }
}
