import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { Commands } from "../../ports/commands.ts";

/** What getent exits with where it knows no such name. */
const UNKNOWN_NAME = 2;
/** A resolver that does not answer must not hold up everything else. */
const PATIENCE_MS = 1_000;

/** The addresses of a host name, by the host's own rules (nsswitch.conf). */
export async function resolveName(name: string, commands: Commands): Promise<Seen<readonly string[]>> {
  const { exitCode, hasTimedOut, startError, stdout } = await commands.run("getent", ["ahosts", name], {
    timeoutMs: PATIENCE_MS,
  });
  if (exitCode === 0) {
    const addresses = stdout.split("\n").flatMap((line) => line.split(/\s+/u, 1));
    return { kind: "present", value: [...new Set(addresses.filter((address) => address !== ""))] };
  }
  if (exitCode === UNKNOWN_NAME) {
    return { kind: "absent" };
  }
  return { kind: "unreadable", reason: hasTimedOut ? "the resolver does not answer" : (startError ?? "getent failed") };
}
