import { describeExit } from "../../describe-exit.ts";
import { logEvidence, tidy } from "../../evidence.ts";
import { exitReason } from "../../parse-exit-reason.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";
import type { SeenContainer } from "../seen-pod.ts";

const LINES = 4;

/** Whether the containers run; how those that do not have ended, and how often. */
export function containerLink({ snapshot, pod }: ChainInput): Sight {
  const { containers, syncErrors } = pod;
  if (snapshot.runtime.kind === "away") {
    return { state: "unknown", summary: "the container runtime does not answer" };
  }
  const ended = containers.find(({ running, exited }) => running === undefined && exited !== undefined);
  if (ended !== undefined) {
    return exitOf(ended, syncErrors);
  }
  if (containers.length === 0 || containers.some(({ running }) => running === undefined)) {
    const evidence = syncErrors.slice(-1).map((error) => `kubelet: ${tidy(error)}`);
    return { state: "pending", summary: "none was started", evidence };
  }
  return runs(containers);
}

function exitOf({ name, exited, exitLog, restarts }: SeenContainer, syncErrors: readonly string[]): Sight {
  const last = logEvidence(exitLog.filter(isNoUsage), LINES);
  const reason = exitReason(exitLog);
  const isShown = reason === undefined || last.some((line) => line.includes(tidy(reason)));
  const message = exited?.message ?? "";
  return {
    state: "failing",
    at: exited?.finishedAt,
    summary: `${name} ${exited === undefined ? "ended" : describeExit(exited)}; started ${times(restarts + 1)}`,
    evidence: [
      ...(message === "" ? [] : [tidy(message)]),
      ...(isShown ? [] : [`log: ${tidy(reason)}`]),
      ...last,
      ...syncErrors.slice(-1).map((error) => `kubelet: ${tidy(error)}`),
    ],
  };
}

// A component that does not understand a flag prints all of those that it does, indented.
function isNoUsage(line: string): boolean {
  return !/^\s/u.test(line);
}

function runs(containers: readonly SeenContainer[]): Sight {
  const first = containers[0]?.running;
  const ends = containers.flatMap(({ name, exited, restarts }) =>
    restarts === 0
      ? []
      : [`${name} was started ${times(restarts + 1)}${exited ? `; last it ${describeExit(exited)}` : ""}`],
  );
  const count = containers.length === 1 ? "running" : `all ${containers.length} running`;
  const attempt = first === undefined || containers.length > 1 ? "" : `, attempt ${first.attempt + 1}`;
  return { state: "done", at: first?.startedAt, summary: `${count}${attempt}`, evidence: ends };
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
