/** The links between a manifest and a Pod that is ready, in the order in which they come about. */
export type LinkName =
  | "kubelet"
  | "manifest"
  | "image"
  | "sandbox"
  | "container"
  | "process"
  | "listening"
  | "health"
  | "lease"
  | "mirror Pod";

/** What was seen of one link. `pending`: it has not come about, which is a fault only if all before it has. */
export interface Sight {
  readonly state: "done" | "failing" | "pending" | "unknown";
  /** Since when, in milliseconds since 1970; undefined where that cannot be told. */
  readonly at?: number | undefined;
  /** A few words. */
  readonly summary: string;
  /** What it was seen by, line by line, without secrets. */
  readonly evidence?: readonly string[];
}

/** One link of the chain, judged. */
export interface Link {
  readonly name: LinkName;
  readonly state: "done" | "failing" | "not reached" | "could not tell";
  /** Milliseconds since 1970. */
  readonly at: number | undefined;
  readonly summary: string;
  readonly evidence: readonly string[];
}

/** Judges each link by those before it: of several that have not come about, the first one fails. */
export function judged(sights: readonly (readonly [LinkName, Sight])[]): readonly Link[] {
  let isBroken = false;
  return sights.map(([name, { state, at, summary, evidence = [] }]) => {
    const judgement = state === "pending" ? (isBroken ? "not reached" : "failing") : WORDS[state];
    isBroken ||= judgement === "failing";
    return judgement === "not reached"
      ? { name, state: judgement, at: undefined, summary: "", evidence: [] }
      : { name, state: judgement, at, summary, evidence };
  });
}

const WORDS = { done: "done", failing: "failing", unknown: "could not tell" } as const;
