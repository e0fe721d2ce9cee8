/** New TCP connections to `address:port` are answered by `toAddress:toPort`. Both addresses are of one family. */
export interface Translation {
  readonly address: string;
  readonly port: number;
  readonly toAddress: string;
  readonly toPort: number;
}

/** What a packet filter of the host does with TCP connections that are translated to a port of it. */
export type Acceptance =
  | { readonly kind: "accepted" }
  /** It may be dropped, or nobody can tell: the chain or rule that says so, as `nft list` names it. */
  | { readonly kind: "doubtful"; readonly because: string };

/** Which packets a hold keeps: those that open a connection, or all others. */
export type Held = "opening" | "opened";

/** A table of ours that is there. */
export interface OwnTable {
  /** What it was made for: the name given to `translate`. */
  readonly name: string;
  /** Whether it still sends new connections elsewhere; false for one that only remembers. */
  readonly isTranslating: boolean;
  /** What it translates, or translated until it was stopped. */
  readonly translations: readonly Translation[];
}

/**
 * The host's packet filter: where connections go for a while. Every table has a name of ours, `steadyplane-NAME`.
 * Rejects with a ToolError where the kernel or a program refuses.
 */
export interface PacketFilter {
  /** Why it cannot be used (no nft, no conntrack, no permission); undefined where it can. */
  lacks(): Promise<string | undefined>;
  /** Whether the host's own rules let connections in that are translated to `port`, from other hosts too. */
  accepts(port: number): Promise<Acceptance>;
  /** Our tables, holds left out. */
  tables(): Promise<readonly OwnTable[]>;
  /** Sends new connections elsewhere, those of this host and those from outside, until `stopTranslating`. Atomic; safe to repeat. */
  translate(name: string, translations: readonly Translation[]): Promise<void>;
  /**
   * Once the server that was left is gone: what begins no connection and belongs to none is dropped until
   * `stopTranslating`. Remembered as a connection, the last word of an old one would send the next from its source port
   * past the translation. Absent is fine.
   */
  refuseStrays(name: string): Promise<void>;
  /** New connections go where they are sent again. The table stays, so that established ones live on. Absent is fine. */
  stopTranslating(name: string): Promise<void>;
  /** Takes the table away; connections that it translated are cut. Absent is fine. */
  remove(name: string): Promise<void>;
  /**
   * Keeps packets from `port` of `addresses`, so that clients send them again later: those that open a connection, a
   * second later, or everything on those that are open, a fifth of a second later. It ends by itself after `ms`, whatever
   * becomes of this process.
   */
  hold(name: string, addresses: readonly string[], port: number, ms: number, which: Held): Promise<void>;
  /** Ends a hold. Absent is fine. */
  release(name: string): Promise<void>;
  /** Names of holds whose rules are there, whether they still hold anything or have ended by themselves. */
  holds(): Promise<readonly string[]>;
  /**
   * Deletes what connection tracking remembers of connections that port `answeredBy` answered, wherever they were made
   * to: one that outlives its connection sends the next from the same source port to the wrong server. `dying`: only of
   * those that end; `closed`: only of those that have ended. Returns how many.
   */
  forget(answeredBy: number, which: "closed" | "dying" | "all"): Promise<number>;
}
