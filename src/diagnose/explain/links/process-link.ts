import { tidy } from "../../evidence.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";
import type { SeenContainer } from "../seen-pod.ts";

/** Whether the processes have the command lines that the manifest gives them. */
export function processLink({ snapshot, pod }: ChainInput): Sight {
  const { containers } = pod;
  const isRuntimeAway = snapshot.runtime.kind === "away";
  if (pod.manifest.kind !== "present" && isRuntimeAway) {
    return { state: "unknown", summary: "without manifest and runtime nothing says which process it would be" };
  }
  const missing = containers.filter(({ process }) => process === undefined);
  if (containers.length === 0 || missing.length > 0) {
    const isRunning = missing.length > 0 && missing.every(({ running }) => running !== undefined);
    return isRunning || isRuntimeAway
      ? { state: "unknown", summary: "no process with the manifest's command line was found" }
      : { state: "pending", summary: "none" };
  }
  const at = containers[0]?.process?.startedAt;
  const differing = containers.flatMap((container) => differences(container));
  const pids = containers.map(({ process }) => `pid ${process?.pid}`).join(", ");
  const evidence = isRuntimeAway ? ["found in the process table"] : [];
  if (differing.length === 0) {
    return { state: "done", at, summary: `${pids}, with the manifest's flags`, evidence };
  }
  // A shell that starts a program in its own place has that one's command line from then on.
  return pod.isReadyInApi === true
    ? { state: "done", at, summary: `${pids}, with another command line than the manifest's`, evidence: differing }
    : { state: "failing", at, summary: `${pids}, with other flags than the manifest's`, evidence: differing };
}

/** What the process has and the manifest has not, and the other way round; nothing where they are the same. */
function differences({ command, process }: SeenContainer): readonly string[] {
  const args = process?.args ?? [];
  // Where the manifest leaves the command to the image, only its end is known.
  const isSame = command.every((argument, index) => args[args.length - command.length + index] === argument);
  if (isSame && args.length >= command.length) {
    return [];
  }
  const added = args.filter((argument) => !command.includes(argument));
  const lacking = command.filter((argument) => !args.includes(argument));
  const found = [
    ...added.map((argument) => `only the process has ${tidy(argument)}`),
    ...lacking.map((argument) => `only the manifest has ${tidy(argument)}`),
  ];
  return found.length === 0 ? ["the same flags in another order"] : found;
}
