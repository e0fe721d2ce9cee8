import type { Processes, ProcessView } from "../../ports/processes.ts";
import { runsAsExpected } from "../health/runs-as-expected.ts";
import type { ComponentSymptoms, Snapshot } from "./snapshot.ts";

/** Adds the process of each running container. The process table is read only for a container that is new. */
export async function withProcesses(
  processes: Processes,
  components: readonly ComponentSymptoms[],
  previous: Snapshot | undefined,
): Promise<readonly ComponentSymptoms[]> {
  const known = components.map((component, index) => ({
    component,
    process: knownProcess(component, previous?.components[index]),
  }));
  const isComplete = known.every(
    ({ component, process }) => component.pod.running === undefined || process !== undefined,
  );
  const table = isComplete ? [] : await readTable(processes);
  return known.map(({ component, process }) => ({ ...component, process: process ?? find(table, component) }));
}

// Just after its start a container's process is still the runtime's own, with other arguments: that is not kept.
function knownProcess(now: ComponentSymptoms, before: ComponentSymptoms | undefined): ProcessView | undefined {
  const isSame = now.pod.running !== undefined && now.pod.running.id === before?.pod.running?.id;
  return isSame && before !== undefined && runsAsExpected(before) ? before.process : undefined;
}

async function readTable(processes: Processes): Promise<readonly ProcessView[]> {
  try {
    return await processes.list();
  } catch {
    return [];
  }
}

function find(table: readonly ProcessView[], { pod, expected }: ComponentSymptoms): ProcessView | undefined {
  if (pod.running === undefined) {
    return undefined;
  }
  const { pid, startedAt } = pod.running;
  return pid === undefined
    ? table.find(
        (process) => process.name === expected.component.slice(0, 15) && process.startedAt >= startedAt - 2_000,
      )
    : table.find((process) => process.pid === pid);
}
