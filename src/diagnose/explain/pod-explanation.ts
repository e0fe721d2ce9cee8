import type { Link } from "./chain.ts";
import { chainOf } from "./chain-of.ts";
import type { ChainInput } from "./chain-input.ts";
import type { Verdict } from "./verdict.ts";
import { verdictOf } from "./verdict.ts";

/** Why one static Pod is as it is. */
export interface PodExplanation {
  readonly name: string;
  readonly nodeName: string;
  /** When it was looked at, in milliseconds since 1970. */
  readonly at: number;
  readonly chain: readonly Link[];
  readonly verdict: Verdict;
}

/** The chain of a Pod and what it comes to. Pure. */
export function podExplanation(input: ChainInput): PodExplanation {
  const chain = chainOf(input);
  const { snapshot, pod } = input;
  return {
    name: pod.name,
    nodeName: snapshot.expectation.nodeName,
    at: snapshot.at,
    chain,
    verdict: verdictOf(input, chain),
  };
}
