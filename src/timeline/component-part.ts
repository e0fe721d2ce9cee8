import type { Component } from "../domain/component.ts";
import type { RunRecord } from "../domain/run-record.ts";
import type { Bar, Row } from "./chart.ts";
import { beginning, type Life, type Stand, instancesOf } from "./instances.ts";
import { barsOf } from "./spans.ts";
import type { StageSpan } from "./stages.ts";
import { moment } from "./ticks.ts";
import { leadershipOf, trafficOf } from "./traffic.ts";

/** A component's rows, and what they were made of. */
export interface ComponentPart {
  readonly component: Component;
  readonly rows: readonly Row[];
  readonly lives: readonly Life[];
  /** The row of each stand, undefined where it has none. */
  readonly rowOf: (stand: Stand) => string | undefined;
}

const LABELS: Readonly<Record<Stand, string>> = {
  before: "canonical, before",
  second: "second instance",
  canonical: "canonical",
};

/** The rows of `component`; none where the run had nothing to do with it. */
export function partOf(
  component: Component,
  record: RunRecord,
  stages: readonly StageSpan[],
  totalMs: number,
): readonly ComponentPart[] {
  const { events } = record;
  const lives = instancesOf(component, record);
  const isTouched = lives.some(({ stand, endedMs }) => stand !== "before" || endedMs !== undefined);
  const own = stages.filter(({ stage }) => stage === component || stage === `undo-${component}`);
  if (!isTouched && own.length === 0) {
    return [];
  }
  const stands = (["before", "second", "canonical"] as const).filter((stand) =>
    lives.some((life) => life.stand === stand),
  );
  const [only] = stands;
  const note = noteOf(own);
  if (stands.length === 1 && only === "canonical") {
    const bars = lives.flatMap((life) => barsOf(life, totalMs));
    const row = { id: component, label: component, level: "component" as const, bars, note: readyAfter(lives) ?? note };
    return [{ component, rows: [row], lives, rowOf: (stand) => (stand === only ? component : undefined) }];
  }
  const idOf = (stand: string): string => `${component} ${stand}`;
  const rows = stands.map((stand): Row => {
    const bars = lives.filter((life) => life.stand === stand).flatMap((life) => barsOf(life, totalMs));
    return { id: idOf(stand), label: LABELS[stand], level: "part" as const, bars, note: "" };
  });
  const traffic = trafficOf(component, events, totalMs);
  const leadership = leadershipOf(component, events, lives, totalMs);
  const state = [
    { label: "traffic", bars: traffic, lack: "held for" },
    { label: "leader", bars: leadership, lack: "nobody led for" },
  ].filter(({ bars }) => bars.length > 0);
  return [
    {
      component,
      rows: [
        { id: component, label: component, level: "component" as const, bars: own.map(({ bar }) => bar), note },
        ...rows,
        ...state.map(({ label, bars, lack }) => ({
          id: idOf(label),
          label,
          level: "part" as const,
          bars,
          note: heldFor(bars, lack),
        })),
      ],
      lives,
      rowOf: (stand) => (stands.includes(stand) ? idOf(stand) : undefined),
    },
  ];
}

/** How long it took, and what came of it. */
export function noteOf(spans: readonly Pick<StageSpan, "bar" | "outcome">[]): string {
  return spans
    .map(({ bar, outcome }) => [moment(bar.toMs - bar.fromMs), outcome].filter((word) => word !== "").join(", "))
    .join("; ");
}

/** From its manifest to its health. */
function readyAfter(lives: readonly Life[]): string | undefined {
  const ready = lives.find(({ readyMs }) => readyMs !== undefined);
  return ready?.readyMs === undefined ? undefined : `ready after ${moment(ready.readyMs - beginning(ready))}`;
}

function heldFor(bars: readonly Bar[], lack: string): string {
  const held = bars.filter(({ kind }) => kind === "held");
  const seconds = held.map(({ fromMs, toMs }) => `${((toMs - fromMs) / 1000).toFixed(1)} s`);
  return held.length === 0 ? "" : `${lack} ${seconds.join(" and ")}`;
}
