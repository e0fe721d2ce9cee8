import { all, type Certainty } from "./certainty.ts";
import type { NftMap, NftRule, NftStatement } from "./nft-object.ts";
import { holds, type Packet } from "./packet.ts";

/** What a rule may do with a packet; `refuse` stands for all that is not known to let it go on. */
export interface Verdict {
  readonly does: "accept" | "refuse" | "return" | "jump" | "goto";
  /** The chain of a jump or goto. */
  readonly target: string;
  /** Whether it does so with every such packet. */
  readonly isSure: boolean;
}

// What changes no packet's way.
const HARMLESS: readonly string[] = ["counter", "log", "mangle", "comment", "last", "notrack", "ct helper", "continue"];
const HARMLESS_TARGETS: readonly unknown[] = [
  "LOG",
  "NFLOG",
  "MARK",
  "CONNMARK",
  "CT",
  "TCPMSS",
  "TRACE",
  "AUDIT",
  "SET",
];
// What a rule goes on after for some packets only.
const CONDITIONS: readonly string[] = ["limit", "quota", "meter", "set", "map", "ct count", "flow"];
const VERDICTS: readonly string[] = ["accept", "drop", "reject", "queue", "return", "jump", "goto", "vmap"];

/** What the rule does with the packet, in the order of its statements; nothing where it cannot match. */
export function ruleVerdicts(rule: NftRule, packet: Packet, maps: readonly NftMap[]): readonly Verdict[] {
  let certainty: Certainty = "surely";
  for (const statement of rule.expr) {
    const verdicts = verdictsOf(statement, rule, packet, maps);
    if (verdicts !== undefined) {
      return verdicts.map((verdict) => ({ ...verdict, isSure: verdict.isSure && certainty === "surely" }));
    }
    certainty = all([certainty, conditionOf(statement, packet)]);
    if (certainty === "no") {
      return [];
    }
  }
  return [];
}

/** Undefined for a statement that decides nothing. */
function verdictsOf(
  statement: NftStatement,
  rule: NftRule,
  packet: Packet,
  maps: readonly NftMap[],
): readonly Verdict[] | undefined {
  const [name = "", value] = Object.entries(statement)[0] ?? [];
  if (name === "match" || HARMLESS.includes(name) || CONDITIONS.includes(name)) {
    return undefined;
  }
  if (name === "vmap") {
    return vmapVerdicts(value as VerdictMap, rule, packet, maps);
  }
  if (name === "xt") {
    return isHarmlessExtension(value as Extension | null, rule) ? undefined : [{ ...REFUSE, isSure: false }];
  }
  return [verdictOf(name, value)];
}

const REFUSE: Verdict = { does: "refuse", target: "", isSure: true };

function verdictOf(name: string, value: unknown): Verdict {
  switch (name) {
    case "accept":
    case "return":
      return { does: name, target: "", isSure: true };
    case "jump":
    case "goto":
      return { does: name, target: (value as { readonly target: string }).target, isSure: true };
    default:
      return REFUSE;
  }
}

interface VerdictMap {
  readonly key: unknown;
  readonly data: string | { readonly set: readonly (readonly [unknown, NftStatement])[] };
}

function vmapVerdicts(vmap: VerdictMap, rule: NftRule, packet: Packet, maps: readonly NftMap[]): readonly Verdict[] {
  const elements = typeof vmap.data === "string" ? elementsOf(vmap.data, rule, maps) : vmap.data.set;
  if (elements === undefined) {
    return [REFUSE];
  }
  return elements.flatMap(([key, verdict]) => {
    const certainty = holds(packet, "==", vmap.key, key);
    const [name = "", value] = Object.entries(verdict)[0] ?? [];
    return certainty === "no" || HARMLESS.includes(name)
      ? []
      : [{ ...verdictOf(name, value), isSure: certainty === "surely" }];
  });
}

/** Undefined where there is no such map. */
function elementsOf(reference: string, rule: NftRule, maps: readonly NftMap[]) {
  const map = maps.find(
    ({ family, table, name }) => family === rule.family && table === rule.table && `@${name}` === reference,
  );
  return map && ((map.elem ?? []) as readonly (readonly [unknown, NftStatement])[]);
}

interface Extension {
  readonly type?: string;
  readonly name?: string;
}

// Older versions do not tell which extension it is: beside a verdict it can only be a match.
function isHarmlessExtension(extension: Extension | null, { expr }: NftRule): boolean {
  const hasVerdict = expr.some((statement) => Object.keys(statement).some((name) => VERDICTS.includes(name)));
  return extension?.type === "match" || HARMLESS_TARGETS.includes(extension?.name) || hasVerdict;
}

function conditionOf(statement: NftStatement, packet: Packet): Certainty {
  const { match } = statement;
  if (match !== undefined) {
    const { op, left, right } = match as { readonly op: string; readonly left: unknown; readonly right: unknown };
    return holds(packet, op, left, right);
  }
  return Object.keys(statement).some((name) => name === "xt" || CONDITIONS.includes(name)) ? "maybe" : "surely";
}
