import type { NftChain, NftMap, NftObject, NftRule } from "./nft-object.ts";
import type { Packet } from "./packet.ts";
import { ruleVerdicts } from "./rule-verdicts.ts";

/** What may keep a connection out: a rule, or a chain by its policy. */
export interface Doubt {
  /** The chain, as nft names it, with what it does at its end. */
  readonly chain: string;
  readonly rule: NftRule | undefined;
}

const FAMILIES: readonly string[] = ["inet", "ip", "ip6"];

/**
 * The first of the rules in `objects`, what `nft -j list ruleset` printed, that may keep TCP connections out that are
 * translated to `port`; undefined where all come in, from this host and from others. Our own tables are left out.
 */
export function findDoubt(objects: readonly NftObject[], port: number): Doubt | undefined {
  const ruleset = new Ruleset(objects);
  for (const isFromThisHost of [false, true]) {
    for (const state of ["new", "established"] as const) {
      const doubt = ruleset.doubt({ port, isFromThisHost, state });
      if (doubt !== undefined) {
        return doubt;
      }
    }
  }
  return undefined;
}

type Ending = "accepted" | "passed" | Doubt;

class Ruleset {
  readonly #inputChains: readonly NftChain[];
  readonly #rules: ReadonlyMap<string, readonly NftRule[]>;
  readonly #maps: readonly NftMap[];

  constructor(objects: readonly NftObject[]) {
    this.#inputChains = objects
      .flatMap(({ chain }) => chain ?? [])
      .filter(({ hook, family, table }) => hook === "input" && FAMILIES.includes(family) && !isOurs(table));
    this.#rules = Map.groupBy(
      objects.flatMap(({ rule }) => rule ?? []),
      ({ family, table, chain }) => `${family} ${table} ${chain}`,
    );
    this.#maps = objects.flatMap(({ map }) => map ?? []);
  }

  doubt(packet: Packet): Doubt | undefined {
    for (const chain of this.#inputChains) {
      const name = `${chain.family} ${chain.table} ${chain.name}`;
      const ending = this.#walk(name, packet);
      if (typeof ending === "object") {
        return ending;
      }
      if (ending === "passed" && chain.policy !== "accept") {
        return { chain: `chain ${name}: policy ${chain.policy ?? "unknown"}`, rule: undefined };
      }
    }
    return undefined;
  }

  #walk(name: string, packet: Packet): Ending {
    let mayHaveLeft = false;
    for (const rule of this.#rules.get(name) ?? []) {
      for (const { does, target, isSure } of ruleVerdicts(rule, packet, this.#maps)) {
        if (does === "refuse") {
          return { chain: `chain ${name}`, rule };
        }
        const below = target === "" ? "passed" : this.#walk(`${rule.family} ${rule.table} ${target}`, packet);
        if (typeof below === "object") {
          return below;
        }
        const ending = does === "accept" ? "accepted" : below;
        const isOver = ending === "accepted" || does !== "jump";
        if (isOver && isSure) {
          // Packets that may have gone back before are still in the caller's hands.
          return mayHaveLeft ? "passed" : ending;
        }
        mayHaveLeft ||= isOver && ending === "passed";
      }
    }
    return "passed";
  }
}

function isOurs(table: string): boolean {
  return table.startsWith("steadyplane-");
}
