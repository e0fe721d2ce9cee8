import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cgroupProcesses } from "../lab/cgroups.ts";
import type { CommandOutcome } from "../lab/command.ts";
import type { HostProcess, TestHost } from "../lab/test-host.ts";
import { median } from "./statistics.ts";

const TICKS_PER_SECOND = 100;
const REPETITIONS = 10;

/** What `init` takes besides time. Watching it costs time too, so this is a run of its own. */
export interface InitResources {
  readonly cpuBeforeKubeletMs: number;
  readonly peakMemoryMiB: number;
}

export async function initResources(host: TestHost): Promise<InitResources> {
  const init = host.start("steadyplane", ["init", "--config", "/root/cluster.yaml", "--yes"]);
  let cpu = 0;
  let memory = 0;
  let isKubeletThere = false;
  const { status, stderr } = await watch(init, 10, (pid) => {
    memory = Math.max(memory, memoryPeakOf(pid));
    isKubeletThere ||= cgroupProcesses(host.name).some((one) => read(`/proc/${one}/comm`).trim() === "kubelet");
    cpu = isKubeletThere ? cpu : cpuOf(pid);
  });
  if (status !== 0) {
    throw new Error(`steadyplane init: ${status}\n${stderr}`);
  }
  return { cpuBeforeKubeletMs: cpu, peakMemoryMiB: memory };
}

async function watch(running: HostProcess, everyMs: number, look: (pid: number) => void): Promise<CommandOutcome> {
  for (;;) {
    const pid = running.pid();
    if (pid !== undefined) {
      look(pid);
    }
    const outcome = await Promise.race([running.outcome, sleep(everyMs)]);
    if (outcome !== undefined) {
      return outcome;
    }
  }
}

/** Median wall time of a command line on the host, in milliseconds, measured there. */
export async function wallTimeMs(host: TestHost, commandLine: string): Promise<number> {
  const script = `TIMEFORMAT=%3R; for i in $(seq ${REPETITIONS}); do time ${commandLine} >/dev/null; done`;
  const { stderr } = await host.run("bash", ["-c", script]);
  return median(
    stderr
      .trim()
      .split("\n")
      .map((line) => Number(line) * 1000),
  );
}

/** Peak resident memory of a command line of the product on the host, in MiB. */
export async function memoryPeakMiB(host: TestHost, args: readonly string[]): Promise<number> {
  let peak = 0;
  await watch(host.start("steadyplane", args), 2, (pid) => (peak = Math.max(peak, memoryPeakOf(pid))));
  return peak;
}

function memoryPeakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/u.exec(read(`/proc/${pid}/status`))?.[1] ?? "0") / 1024;
}

// Of the process and of the children that it has waited for.
function cpuOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const times = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 15);
  return (times.reduce((sum, ticks) => sum + Number(ticks), 0) * 1000) / TICKS_PER_SECOND;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
