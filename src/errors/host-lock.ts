import { ToolError } from "./tool-error.ts";

/** The lock that keeps two runs apart could not even be tried. */
export function lockUnavailable(path: string, reason: string, cause?: unknown): ToolError {
  return new ToolError(
    "LockUnavailable",
    "failed",
    {
      what: `The lock ${path} cannot be used: ${reason}.`,
      why: "Without it two runs could change this host at once. Nothing was changed.",
      fix: [
        "apt-get install util-linux, where the program flock is missing",
        `Run as root on a host where ${path} can be written`,
      ],
    },
    { cause },
  );
}
