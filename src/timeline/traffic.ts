import type { Component } from "../domain/component.ts";
import type { RunEvent, WhichInstance } from "../domain/run-record.ts";
import type { Bar } from "./chart.ts";
import { type Life, ofKind } from "./instances.ts";

/** Where a component's clients were sent, and when requests had to wait for it; none where neither changed. */
export function trafficOf(component: Component, events: readonly RunEvent[], totalMs: number): readonly Bar[] {
  const pairs = (begin: "translated" | "held", end: "returned" | "released") =>
    ofKind(events, begin)
      .filter((event) => event.component === component)
      .map(({ atMs }) => ({
        fromMs: atMs,
        toMs: ofKind(events, end).find((event) => event.component === component && event.atMs >= atMs)?.atMs ?? totalMs,
      }));
  const seconds = pairs("translated", "returned");
  const held = pairs("held", "released");
  if (seconds.length === 0 && held.length === 0) {
    return [];
  }
  const canonical = gaps(seconds, totalMs);
  return [
    ...canonical.map((span) => ({ ...span, kind: "ready" as const, text: "clients reach the canonical instance" })),
    ...seconds.map((span) => ({ ...span, kind: "second" as const, text: "clients are sent to the second instance" })),
    ...held.map((span) => ({ ...span, kind: "held" as const, text: "requests to the API wait" })),
  ];
}

/** Which instance had the component's Lease; none where it did not change hands. */
export function leadershipOf(
  component: Component,
  events: readonly RunEvent[],
  lives: readonly Life[],
  totalMs: number,
): readonly Bar[] {
  const held = ofKind(events, "lease-held").filter((event) => event.component === component);
  if (new Set(held.map(({ holder }) => holder)).size < 2) {
    return [];
  }
  return held.map(({ holder, atMs }, index): Bar => {
    const span = { fromMs: index === 0 ? 0 : atMs, toMs: held[index + 1]?.atMs ?? totalMs };
    if (holder === "") {
      return { ...span, kind: "held", text: "nobody leads" };
    }
    const leader = leaderIn(span, component, events, lives);
    return leader === undefined
      ? { ...span, kind: "step", text: "which instance leads is not known" }
      : { ...span, kind: leader === "second" ? "second" : "ready", text: `the ${leader} instance leads` };
  });
}

/** Who led through a span of time: who said so, or who was there alone. */
function leaderIn(
  { fromMs, toMs }: Pick<Bar, "fromMs" | "toMs">,
  component: Component,
  events: readonly RunEvent[],
  lives: readonly Life[],
): WhichInstance | undefined {
  const said = ofKind(events, "leads").find(
    (event) => event.component === component && event.atMs >= fromMs && event.atMs < toMs,
  );
  const isSecondThere = lives.some(
    ({ stand, startedMs = 0, endedMs = Number.POSITIVE_INFINITY }) =>
      stand === "second" && startedMs < toMs && endedMs >= toMs,
  );
  return said?.instance ?? (isSecondThere ? undefined : "canonical");
}

function gaps(spans: readonly { readonly fromMs: number; readonly toMs: number }[], totalMs: number) {
  const ends = [0, ...spans.map(({ toMs }) => toMs)];
  const begins = [...spans.map(({ fromMs }) => fromMs), totalMs];
  return ends
    .map((fromMs, index) => ({ fromMs, toMs: begins[index] ?? totalMs }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}
