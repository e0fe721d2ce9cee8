import type { OwnTable, Translation } from "../../ports/packet-filter.ts";
import { familyOf, type NftObject } from "./nft-object.ts";

const PREFIX = "steadyplane-";
const HOLD_PREFIX = `${PREFIX}hold-`;
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** What the table that translates for `name` is called. Throws where it is no name, or one that a hold could have. */
export function translationTable(name: string): string {
  if (!NAME.test(name) || name.startsWith("hold-")) {
    throw new RangeError(`not a name for a table: ${name}`);
  }
  return `${PREFIX}${name}`;
}

/** What the table of the hold `name` is called. */
export function holdTable(name: string): string {
  if (!NAME.test(name)) {
    throw new RangeError(`not a name for a hold: ${name}`);
  }
  return `${HOLD_PREFIX}${name}`;
}

/** Names of the tables and holds of ours in what `nft -j list tables` printed. */
export function ownNames(objects: readonly NftObject[]): {
  readonly tables: readonly string[];
  readonly holds: readonly string[];
} {
  const names = objects.flatMap(({ table }) => (table?.family === "inet" ? [table.name] : []));
  const below = (prefix: string): readonly string[] =>
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((name) => NAME.test(name));
  return { tables: below(PREFIX).filter((name) => !name.startsWith("hold-")), holds: below(HOLD_PREFIX) };
}

/**
 * Fills a table, made where it is absent, so that it translates this and nothing else. Chains are never deleted:
 * without the last nat chain the kernel cuts what was translated. `kept` holds the rules and outlives the translating.
 */
export function translateScript(table: string, translations: readonly Translation[]): string {
  const chains = `  chain kept { }
  chain prerouting { type nat hook prerouting priority -150; policy accept; }
  chain output { type nat hook output priority -150; policy accept; }
  chain strays-prerouting { type filter hook prerouting priority -160; policy accept; }
  chain strays-output { type filter hook output priority -160; policy accept; }`;
  const rules = translations.map((translation) => `add rule inet ${table} kept ${ruleOf(translation)}`);
  return [
    `table inet ${table} {\n${chains}\n}`,
    `flush table inet ${table}`,
    ...rules,
    ...HOOKS.map((hook) => `add rule inet ${table} ${hook} jump kept`),
    "",
  ].join("\n");
}

/**
 * Drops what begins no connection and belongs to none, at the places that are translated: the last words of clients, and
 * those of the server that has left, which opens no connections from there.
 */
export function straysScript(table: string, translations: readonly Translation[]): string {
  const rules = STRAYS.flatMap((chain) =>
    translations.flatMap(({ address, port, toAddress }) => {
      const rule = `add rule inet ${table} ${chain} ${familyOf(address)}`;
      const clients = `${rule} daddr ${address} tcp dport ${port} ct state new tcp flags & (fin|syn|rst|ack) != syn drop`;
      return address === toAddress
        ? [clients, `${rule} saddr ${address} tcp sport ${port} ct state new drop`]
        : [clients];
    }),
  );
  return [...STRAYS.map((chain) => `flush chain inet ${table} ${chain}`), ...rules, ""].join("\n");
}

/** Lets the table translate nothing new. */
export function stopScript(table: string): string {
  return [...HOOKS, ...STRAYS].map((chain) => `flush chain inet ${table} ${chain}\n`).join("");
}

/** Deletes the table, present or absent. */
export function removeScript(table: string): string {
  return `add table inet ${table}\ndelete table inet ${table}\n`;
}

/** The table `name`, from what `nft -j list table` printed of it. */
export function parseOwnTable(name: string, objects: readonly NftObject[]): OwnTable {
  const rules = objects.flatMap(({ rule }) => rule ?? []);
  return {
    name,
    isTranslating: rules.some(({ chain }) => HOOKS.includes(chain)),
    translations: rules.filter(({ chain }) => chain === "kept").flatMap(({ expr }) => parseRule(expr) ?? []),
  };
}

const HOOKS: readonly string[] = ["prerouting", "output"];
const STRAYS: readonly string[] = ["strays-prerouting", "strays-output"];

// Where nothing used connection tracking before, the first packet of an old connection looks new: only SYN is.
function ruleOf({ address, port, toAddress, toPort }: Translation): string {
  const ip = familyOf(address);
  if (familyOf(toAddress) !== ip) {
    throw new RangeError(`${address} and ${toAddress} are not of one family`);
  }
  const to = ip === "ip" ? toAddress : `[${toAddress}]`;
  const isNew = "tcp flags & (fin|syn|rst|ack) == syn";
  return `${ip} daddr ${address} tcp dport ${port} ${isNew} dnat ${ip} to ${to}:${toPort}`;
}

function parseRule(expressions: readonly Readonly<Record<string, unknown>>[]): Translation | undefined {
  const matched = (field: string): unknown =>
    expressions.map(({ match }) => match as MatchView | undefined).find((match) => match?.left.payload?.field === field)
      ?.right;
  const dnat = expressions.find((expression) => "dnat" in expression)?.["dnat"] as DnatView | undefined;
  const [address, port] = [matched("daddr"), matched("dport")];
  return typeof address === "string" && typeof port === "number" && dnat !== undefined
    ? { address, port, toAddress: dnat.addr, toPort: dnat.port }
    : undefined;
}

interface MatchView {
  readonly left: { readonly payload?: { readonly field: string } };
  readonly right: unknown;
}

interface DnatView {
  readonly addr: string;
  readonly port: number;
}
