import type { CommandResult } from "../../ports/commands.ts";

/** States of a TCP connection, as conntrack calls them, from which it does not come back to carry data. */
const DYING = ["SYN_SENT", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE"];
/** Those in which nothing is under way any more. */
const CLOSED = ["TIME_WAIT", "CLOSE"];

/** Which entries: of connections that a server at a port answered, or in which such a server seems to be the client. */
export type Entries = "answered" | "picked up";

const OPTIONS: Readonly<Record<Entries, string>> = { answered: "--reply-port-src", "picked up": "--orig-port-src" };
const FAMILIES = ["ipv4", "ipv6"];

/** A script for `sh` that lists what `port` answered. */
export function listScript(port: number): string {
  return FAMILIES.map((family) => `conntrack -L ${filter(family, "answered", port)}`).join(" && ");
}

/**
 * A script for `sh` that deletes entries, in every state where none is given, and says for each of its
 * {@link deletions} how many. One process for all: to start one costs more than what it does.
 */
export function deleteScript(which: readonly Entries[], port: number, states: readonly string[]): string {
  const ofState = states.length === 0 ? [""] : states.map((state) => ` --state ${state}`);
  const filters = which.flatMap((entries) => FAMILIES.map((family) => filter(family, entries, port)));
  return filters.flatMap((one) => ofState.map((state) => `conntrack -D ${one}${state} >/dev/null\n`)).join("");
}

function filter(family: string, entries: Entries, port: number): string {
  return `-f ${family} -p tcp ${OPTIONS[entries]} ${port}`;
}

/** Which states of connections that end, or that are closed, stand in what `conntrack -L` printed. */
export function endingStates(text: string, which: "closed" | "dying"): readonly string[] {
  return (which === "closed" ? CLOSED : DYING).filter((state) => text.includes(` ${state} `));
}

/** How many entries each of the deletions deleted; one that failed is left out. With none it ends with status 1. */
export function deletedCounts({ stderr }: CommandResult): readonly number[] {
  return [...stderr.matchAll(/(\d+) flow entries have been deleted/gu)].map(([, count]) => Number(count));
}

/** Whether it ended early because an entry that it was about to delete had gone. */
export function isGone({ stderr }: CommandResult): boolean {
  return stderr.includes("such conntrack doesn't exist");
}
