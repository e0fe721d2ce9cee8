import type { NodeParts } from "../lab/node.ts";
import { CONTENDERS, openBenchHost } from "./contenders.ts";
import { initResources, memoryPeakMiB, wallTimeMs } from "./resources.ts";
import { formatTable, median } from "./statistics.ts";

/** `init` against its contenders, `runs` times each, and what it takes besides time. Prints two tables. */
export async function benchInit(parts: NodeParts, runs: number): Promise<void> {
  console.log(raceTable(await race(parts, runs)));
  console.log(`\n${await resourceTable(parts)}`);
}

/** Times of each contender in seconds, taken in turns so that a slow moment of the machine meets all of them. */
async function race(parts: NodeParts, runs: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>(CONTENDERS.map(({ name }) => [name, []]));
  for (let run = 1; run <= runs; run++) {
    for (const { name, prepare, measure } of CONTENDERS) {
      const host = await openBenchHost(parts);
      try {
        await prepare(host);
        const seconds = (await measure(host)) / 1000;
        times.get(name)?.push(seconds);
        console.error(`run ${run}/${runs}  ${seconds.toFixed(2)} s  ${name}`);
      } finally {
        await host.destroy();
      }
    }
  }
  return times;
}

function raceTable(times: ReadonlyMap<string, readonly number[]>): string {
  const ours = median([...times.values()][0] ?? []);
  const rows = [...times].map(([name, seconds]) => [
    name,
    median(seconds).toFixed(2),
    seconds.map((one) => one.toFixed(2)).join(" "),
    (ours / median(seconds)).toFixed(2),
  ]);
  return formatTable([["", "median s", "runs", "steadyplane ÷ this"], ...rows]);
}

async function resourceTable(parts: NodeParts): Promise<string> {
  const host = await openBenchHost(parts);
  try {
    const init = await initResources(host);
    const version = await wallTimeMs(host, "steadyplane --version");
    const status = await wallTimeMs(host, "steadyplane status");
    const statusMemory = await memoryPeakMiB(host, ["status"]);
    return formatTable([
      ["", "measured", "goal"],
      ["init: own CPU before the kubelet starts", `${init.cpuBeforeKubeletMs.toFixed(0)} ms`, "< 300 ms"],
      ["init: peak resident memory", `${init.peakMemoryMiB.toFixed(0)} MiB`, "< 150 MB"],
      ["--version: wall time", `${version.toFixed(0)} ms`, "< 60 ms"],
      ["status: wall time", `${status.toFixed(0)} ms`, "< 300 ms"],
      ["status: peak resident memory", `${statusMemory.toFixed(0)} MiB`, "< 150 MB"],
    ]);
  } finally {
    await host.destroy();
  }
}
