import type { CommandResult } from "../../ports/commands.ts";

/** States of a TCP connection, as conntrack calls them, from which it does not come back to carry data. */
const DYING = ["SYN_SENT", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE"];
/** Those in which nothing is under way any more. */
const CLOSED = ["TIME_WAIT", "CLOSE"];

/** Arguments that choose the entries of connections to `port` that `answeredBy` answered. */
export function conntrackFilter(family: "ipv4" | "ipv6", port: number, answeredBy: number): readonly string[] {
  return ["-f", family, "-p", "tcp", "--orig-port-dst", `${port}`, "--reply-port-src", `${answeredBy}`];
}

/**
 * Arguments that choose entries in which a server seems to be the client: conntrack picks up the last words of one that is
 * gone, and the next connection to it from the same source port belongs to that entry.
 */
export function pickedUpFilter(family: "ipv4" | "ipv6", answeredBy: number): readonly string[] {
  return ["-f", family, "-p", "tcp", "--orig-port-src", `${answeredBy}`];
}

/** Which states of connections that end, or that are closed, stand in what `conntrack -L` printed. */
export function endingStates(text: string, which: "closed" | "dying"): readonly string[] {
  const present = new Set(text.split("\n").map((line) => line.trim().split(/\s+/u)[3]));
  return (which === "closed" ? CLOSED : DYING).filter((state) => present.has(state));
}

/** How many entries `conntrack -D` deleted; undefined where it failed. With none it ends with status 1. */
export function deletedCount({ stderr }: CommandResult): number | undefined {
  const count = /(\d+) flow entries have been deleted/u.exec(stderr)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** Whether it ended early because an entry that it was about to delete had gone. */
export function isGone({ stderr }: CommandResult): boolean {
  return stderr.includes("such conntrack doesn't exist");
}
