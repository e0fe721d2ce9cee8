import { packetFilterRefused } from "../errors/packet-filter.ts";
import type { CommandResult, Commands } from "../ports/commands.ts";
import type { Acceptance, Held, OwnTable, PacketFilter, Translation } from "../ports/packet-filter.ts";
import { type Entries, deletedCounts, deleteScript, endingStates, isGone, listScript } from "./nft/conntrack.ts";
import { findDoubt } from "./nft/find-doubt.ts";
import { holdScript } from "./nft/hold-script.ts";
import { legacyDoubt } from "./nft/legacy-doubt.ts";
import type { NftObject, NftRule } from "./nft/nft-object.ts";
import {
  holdTable,
  ownNames,
  parseOwnTable,
  removeScript,
  stopScript,
  straysScript,
  translateScript,
  translationTable,
} from "./nft/own-table.ts";

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 20;
const ACCEPTED = { kind: "accepted" } as const;
const EXAMPLE = { address: "192.0.2.1", port: 6443, toAddress: "192.0.2.1", toPort: 6444 };

/**
 * nftables and connection tracking of the network namespace in which `commands` run. A translation is one table
 * `inet steadyplane-NAME`; a hold is one table `inet steadyplane-hold-NAME`, empty of effect once its time is over,
 * which the next hold of that name replaces and `release` deletes.
 */
export class NftPacketFilter implements PacketFilter {
  readonly #commands: Commands;

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  async lacks(): Promise<string | undefined> {
    const script =
      translateScript(translationTable("check"), [EXAMPLE]) +
      holdScript(holdTable("check"), { addresses: [], port: 1, ms: 1, which: "opened" });
    const checks = await Promise.all([
      this.#run("nft", ["--check", "-f", "-"], script),
      this.#run("conntrack", ["--count"]),
    ]);
    const failed = checks.findIndex(({ exitCode }) => exitCode !== 0);
    return failed === -1 ? undefined : `${failed === 0 ? "nft" : "conntrack"}: ${reasonOf(checks[failed])}`;
  }

  async accepts(port: number): Promise<Acceptance> {
    const doubt = findDoubt(await this.#list(["ruleset"]), port);
    if (doubt !== undefined) {
      return { kind: "doubtful", because: doubt.rule === undefined ? doubt.chain : await this.#describe(doubt.rule) };
    }
    const because = await this.#legacyDoubt(port);
    return because === undefined ? ACCEPTED : { kind: "doubtful", because };
  }

  async tables(): Promise<readonly OwnTable[]> {
    const { tables } = ownNames(await this.#list(["tables"]));
    return Promise.all(
      tables.map(async (name) => parseOwnTable(name, await this.#list(["table", "inet", translationTable(name)]))),
    );
  }

  async translate(name: string, translations: readonly Translation[]): Promise<void> {
    await this.#change(`send connections elsewhere for ${name}`, translateScript(translationTable(name), translations));
  }

  async refuseStrays(name: string): Promise<void> {
    const table = (await this.tables()).find((candidate) => candidate.name === name);
    if (table !== undefined) {
      const script = straysScript(translationTable(name), table.translations);
      await this.#change(`refuse what belongs to no connection for ${name}`, script, isAbsent);
    }
  }

  async stopTranslating(name: string): Promise<void> {
    await this.#change(`send connections back for ${name}`, stopScript(translationTable(name)), isAbsent);
  }

  async remove(name: string): Promise<void> {
    await this.#change(`remove its table for ${name}`, removeScript(translationTable(name)));
  }

  async hold(name: string, addresses: readonly string[], port: number, ms: number, which: Held): Promise<void> {
    const script = holdScript(holdTable(name), { addresses, port, ms, which });
    await this.#change(`hold traffic to port ${port}`, script);
  }

  async release(name: string): Promise<void> {
    await this.#change(`let traffic go on for ${name}`, removeScript(holdTable(name)));
  }

  async holds(): Promise<readonly string[]> {
    return ownNames(await this.#list(["tables"])).holds;
  }

  async forget(answeredBy: number, which: "closed" | "dying" | "all"): Promise<number> {
    if (which === "all") {
      return this.#delete(["answered", "picked up"], answeredBy, []);
    }
    // Each deletion walks the whole table: only for states that are there.
    const listed = await this.#run("sh", ["-c", listScript(answeredBy)]);
    if (listed.exitCode !== 0) {
      throw packetFilterRefused("list tracked connections", reasonOf(listed));
    }
    const states = endingStates(listed.stdout, which);
    return states.length === 0 ? 0 : this.#delete(["answered"], answeredBy, states);
  }

  async #delete(entries: readonly Entries[], port: number, states: readonly string[]): Promise<number> {
    const script = deleteScript(entries, port, states);
    const deletions = script.trimEnd().split("\n").length;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#run("sh", ["-c", script]);
      const counts = deletedCounts(result);
      if (counts.length === deletions) {
        return sum(counts);
      }
      // An entry went by itself between its listing and its deletion, and the rest stayed.
      if (!isGone(result) || attempt === ATTEMPTS) {
        throw packetFilterRefused("forget tracked connections", reasonOf(result));
      }
    }
  }

  async #change(doing: string, script: string, isFine: (result: CommandResult) => boolean = () => false) {
    const result = await this.#run("nft", ["-f", "-"], script);
    if (result.exitCode !== 0 && !isFine(result)) {
      throw packetFilterRefused(doing, reasonOf(result));
    }
  }

  /** Empty where a table that was just listed is gone by now. */
  async #list(what: readonly string[]): Promise<readonly NftObject[]> {
    const result = await this.#run("nft", ["-j", "list", ...what]);
    if (result.exitCode !== 0 && !isAbsent(result)) {
      throw packetFilterRefused("list its rules", reasonOf(result));
    }
    return result.exitCode === 0 ? parseObjects(result.stdout) : [];
  }

  /** The rule as nft prints it, with its chain. */
  async #describe({ family, table, chain, handle }: NftRule): Promise<string> {
    const { stdout } = await this.#run("nft", ["-a", "list", "chain", family, table, chain]);
    const line = stdout.split("\n").find((text) => text.endsWith(` # handle ${handle}`));
    const text = line?.replace(/ # handle \d+$/u, "").trim() ?? `rule ${handle}`;
    return `chain ${family} ${table} ${chain}: ${text}`;
  }

  // To ask iptables-legacy would load its modules; the kernel lists its tables only where they are in use.
  async #legacyDoubt(port: number): Promise<string | undefined> {
    for (const [names, save] of [
      ["/proc/net/ip_tables_names", "iptables-legacy-save"],
      ["/proc/net/ip6_tables_names", "ip6tables-legacy-save"],
    ] as const) {
      const { stdout } = await this.#run("cat", [names]);
      if (stdout.split("\n").some((table) => table !== "nat" && table !== "")) {
        const saved = await this.#run(save, []);
        const doubt = saved.exitCode === 0 ? legacyDoubt(saved.stdout, port) : reasonOf(saved);
        if (doubt !== undefined) {
          return `${save}: ${doubt}`;
        }
      }
    }
    return undefined;
  }

  async #run(file: string, args: readonly string[], input?: string): Promise<CommandResult> {
    return this.#commands.run(file, args, {
      env: { LC_ALL: "C" },
      timeoutMs: TIMEOUT_MS,
      ...(input === undefined ? {} : { input }),
    });
  }
}

function parseObjects(text: string): readonly NftObject[] {
  try {
    return (JSON.parse(text) as { readonly nftables: readonly NftObject[] }).nftables;
  } catch {
    throw packetFilterRefused("list its rules", "nft's answer is no JSON, or too long to be kept");
  }
}

function isAbsent({ stderr }: CommandResult): boolean {
  return stderr.includes("No such file or directory");
}

/** The first line that says something. */
function reasonOf(result: CommandResult | undefined): string {
  const { startError, hasTimedOut, stderr = "", exitCode } = result ?? {};
  if (startError !== undefined) {
    return startError === "ENOENT" ? "the program is not installed" : startError;
  }
  if (hasTimedOut === true) {
    return `no answer within ${TIMEOUT_MS / 1000} s`;
  }
  const line = stderr.split("\n").find((text) => text.trim() !== "");
  return line?.trim() ?? `exit status ${exitCode}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
