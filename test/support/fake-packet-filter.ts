import type { Clock } from "../../src/ports/clock.ts";
import type { Acceptance, Held, OwnTable, PacketFilter, Translation } from "../../src/ports/packet-filter.ts";

interface Hold {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly until: number;
  readonly which: Held;
}

interface TrackedConnection {
  readonly port: number;
  readonly answeredBy: number;
  isDying: boolean;
}

/** A packet filter that keeps what it is told; holds end with the clock. */
export class FakePacketFilter implements PacketFilter {
  /** What was asked for and changes something, in order, as `translate kube-apiserver`. */
  readonly calls: string[] = [];
  /** Why it cannot be used. */
  lack: string | undefined;
  /** Ports that the host's own rules may close, with the rule. */
  readonly doubts = new Map<number, string>();
  readonly #tables = new Map<string, OwnTable>();
  readonly #holds = new Map<string, Hold>();
  readonly #clock: Clock;
  #tracked: TrackedConnection[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How long packets of this kind are kept from it from now on, milliseconds; 0 where they are not. */
  heldForMs(address: string, port: number, which: Held = "opened"): number {
    const ends = [...this.#holds.values()]
      .filter((hold) => hold.which === which && hold.port === port && hold.addresses.includes(address))
      .map(({ until }) => until - this.#clock.monotonicMs());
    return Math.max(0, ...ends);
  }
  /** Where a new connection to it arrives. */
  destinationOf(address: string, port: number): { readonly address: string; readonly port: number } {
    const translation = [...this.#tables.values()]
      .filter(({ isTranslating }) => isTranslating)
      .flatMap(({ translations }) => translations)
      .find((one) => one.address === address && one.port === port);
    return translation === undefined ? { address, port } : { address: translation.toAddress, port: translation.toPort };
  }
  /** Connection tracking remembers a connection, also after it has ended. */
  track(port: number, answeredBy: number): { end(): void } {
    const connection = { port, answeredBy, isDying: false };
    this.#tracked.push(connection);
    return {
      end: () => {
        connection.isDying = true;
      },
    };
  }
  /** Everything is gone, as after `nft flush ruleset` or a reboot. */
  flush(): void {
    this.#tables.clear();
    this.#holds.clear();
  }

  async lacks(): Promise<string | undefined> {
    return this.lack;
  }
  async accepts(port: number): Promise<Acceptance> {
    const because = this.doubts.get(port);
    return because === undefined ? { kind: "accepted" } : { kind: "doubtful", because };
  }
  /** Names of everything of ours in it. */
  named(): readonly string[] {
    return [...this.#tables.keys(), ...this.#holds.keys()];
  }
  async tables(): Promise<readonly OwnTable[]> {
    return [...this.#tables.values()];
  }
  async translate(name: string, translations: readonly Translation[]): Promise<void> {
    this.calls.push(`translate ${name}`);
    this.#tables.set(name, { name, isTranslating: true, translations });
  }
  async refuseStrays(name: string): Promise<void> {
    this.calls.push(`refuseStrays ${name}`);
  }
  async stopTranslating(name: string): Promise<void> {
    this.calls.push(`stopTranslating ${name}`);
    const table = this.#tables.get(name);
    if (table !== undefined) {
      this.#tables.set(name, { ...table, isTranslating: false });
    }
  }
  async remove(name: string): Promise<void> {
    this.calls.push(`remove ${name}`);
    this.#tables.delete(name);
  }
  async hold(name: string, addresses: readonly string[], port: number, ms: number, which: Held): Promise<void> {
    this.calls.push(`hold ${name}`);
    this.#holds.set(name, { addresses, port, until: this.#clock.monotonicMs() + ms, which });
  }
  async release(name: string): Promise<void> {
    this.calls.push(`release ${name}`);
    this.#holds.delete(name);
  }
  async holds(): Promise<readonly string[]> {
    return [...this.#holds.keys()];
  }
  async forget(answeredBy: number, which: "closed" | "dying" | "all"): Promise<number> {
    this.calls.push(`forget ${which} by ${answeredBy}`);
    const kept = this.#tracked.filter((one) => one.answeredBy !== answeredBy || (which !== "all" && !one.isDying));
    const count = this.#tracked.length - kept.length;
    this.#tracked = kept;
    return count;
  }
}
