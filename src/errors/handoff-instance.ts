import { ToolError } from "./tool-error.ts";

/** An instance was healthy, and did not stay so through the soak time. */
export function didNotLast(
  { component, which }: { readonly component: string; readonly which: string },
  seconds: number,
  reason: string,
  evidence: readonly string[],
): ToolError {
  return new ToolError(
    "InstanceDidNotLast",
    "failed",
    {
      what: `The ${which} instance of ${component} was healthy, and after ${seconds} s no more: ${reason}.`,
      why: "Only what stays healthy through the soak time (apply.soak) is taken over.",
      fix: [`Correct the configuration of ${component}, then run the same command again.`],
    },
    { evidence },
  );
}

/** A server that was told to stop goes on listening. */
export function doesNotStop(component: string, port: number): ToolError {
  return new ToolError("ServerDoesNotStop", "failed", {
    what: `${component} still listens on port ${port}, 20 s after its manifest was changed.`,
    why: "The kubelet has not told it to stop.",
    fix: ["steadyplane service logs kubelet", "steadyplane status", "Then run steadyplane apply --resume."],
  });
}
