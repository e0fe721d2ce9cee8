import { ToolError } from "./tool-error.ts";

/** There is no log that could be shown. `known` is what there is instead, one line each. */
export function noLog(what: string, known: readonly string[], fix: readonly string[]): ToolError {
  return new ToolError(
    "NoLog",
    "failed",
    {
      what: `There is no log of ${what} on this host.`,
      why: "Either it never started, or the kubelet has removed what it printed. Nothing was changed.",
      fix,
    },
    { evidence: known },
  );
}

/** A Pod with several containers, and none of them was named. */
export function whichContainer(pod: string, containers: readonly string[]): ToolError {
  return new ToolError(
    "WhichContainer",
    "usage",
    {
      what: `${pod} has ${containers.length} containers, and each has a log of its own.`,
      why: "Their lines would mix. Nothing was changed.",
      fix: [`steadyplane logs ${pod} --container ${containers[0] ?? ""}`],
    },
    { evidence: containers },
  );
}

/** A log that is there and cannot be read. */
export function logUnreadable(path: string, reason: string, cause: unknown): ToolError {
  return new ToolError(
    "LogUnreadable",
    "failed",
    {
      what: `${path} cannot be read: ${reason}.`,
      why: "The kubelet keeps the logs of containers for root. Nothing was changed.",
      fix: [`ls -l ${path}`, "Run the same command as root."],
    },
    { cause },
  );
}
