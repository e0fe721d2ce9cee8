import type { Bar, BarKind } from "./chart.ts";
import type { Life } from "./instances.ts";

/** The bars of one instance's life, one after the other; one that goes on ends with the run, at `totalMs`. */
export function barsOf(life: Life, totalMs: number): readonly Bar[] {
  const { placedMs, sandboxMs, createdMs, startedMs, readyMs, endedMs = totalMs } = life;
  const readyKind = life.stand === "second" ? "second" : "ready";
  if (createdMs !== undefined && createdMs < 0) {
    return [{ kind: readyKind, fromMs: 0, toMs: endedMs, text: "was there before" }];
  }
  const moments: readonly (readonly [kind: BarKind, fromMs: number | undefined, text: string])[] = [
    ["manifest", placedMs, "manifest in place, the kubelet takes notice"],
    ["sandbox", sandboxMs, "sandbox made, image looked up"],
    ["container", createdMs, "container made"],
    ["starting", startedMs, "process runs, not ready"],
    [readyKind, readyMs, "ready"],
  ];
  const reached = moments.flatMap(([kind, fromMs, text]) => (fromMs === undefined ? [] : [{ kind, fromMs, text }]));
  const bars = reached.map((bar, index) => ({ ...bar, toMs: reached[index + 1]?.fromMs ?? endedMs }));
  const last = bars.at(-1);
  const hasFailed = readyMs === undefined && life.exitCode !== undefined && life.exitCode !== 0;
  return bars.map((bar) =>
    hasFailed && bar === last ? { ...bar, kind: "failed", text: `ended with status ${life.exitCode}` } : bar,
  );
}

/** `bars` cut to the axis. Those that lie beside it are left out, those without length are kept. */
export function within(bars: readonly Bar[], totalMs: number): readonly Bar[] {
  return bars.flatMap(({ fromMs, toMs, ...bar }) => {
    const [from, to] = [Math.max(0, fromMs), Math.min(totalMs, toMs)];
    return from > totalMs || to < 0 || to < from ? [] : [{ ...bar, fromMs: from, toMs: to }];
  });
}
