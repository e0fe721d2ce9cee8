import { ToolError } from "./tool-error.ts";

/** The kernel, nft or conntrack did not do what was asked. `doing` completes "The packet filter could not …". */
export function packetFilterRefused(doing: string, reason: string): ToolError {
  return new ToolError("PacketFilterRefused", "failed", {
    what: `The packet filter could not ${doing}: ${reason}`,
    why: "Without it traffic cannot be handed over. What nft was asked for is done whole or not at all, so the rules are as they were.",
    fix: ["nft list ruleset", "Run as root on a host with nft, conntrack and their kernel modules."],
  });
}

/** The process that would take redirects away after a crash did not start. */
export function guardNotStarted(reason: string): ToolError {
  return new ToolError("GuardNotStarted", "failed", {
    what: `The guard of the redirected traffic did not start: ${reason}`,
    why: "Were this run killed, redirects would outlive it. No traffic was redirected.",
    fix: ["free -m", "Make room for one more process, then run the same command again."],
  });
}
