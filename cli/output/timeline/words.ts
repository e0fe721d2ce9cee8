import type { RunEvent } from "../../../src/domain/run-record.ts";
import { unreachable } from "../../../src/domain/unreachable.ts";
import type { BarKind, Chart } from "../../../src/timeline/chart.ts";
import { moment } from "../../../src/timeline/ticks.ts";

/** What each kind of bar stands for, in the order of a legend. */
export const LEGEND: Readonly<Record<BarKind, string>> = {
  step: "step",
  pull: "image pulled",
  manifest: "manifest placed",
  sandbox: "sandbox, image",
  container: "container made",
  starting: "started, not ready",
  ready: "ready, in charge",
  second: "second in charge",
  held: "requests held, no leader",
  failed: "failed",
};

/** The kinds that a chart has, in the order of a legend. */
export function kindsIn({ rows }: Chart): readonly BarKind[] {
  const used = new Set(rows.flatMap(({ bars }) => bars.map(({ kind }) => kind)));
  return (Object.keys(LEGEND) as BarKind[]).filter((kind) => used.has(kind));
}

/** How the run ended, and when it was. */
export function summaryOf({ isDone, revision, totalMs, startedAt }: Chart): string {
  const committed = revision === 0 ? "nothing committed" : `revision ${revision}`;
  const when = startedAt.replace("T", " ").replace(/\.\d+Z$/u, " UTC");
  return `${isDone ? "done" : "failed"} in ${moment(totalMs)}, ${committed}, ${when}`;
}

/** One event as a line of a table: who, and what. */
export function eventWords(event: RunEvent): readonly [who: string, what: string] {
  switch (event.kind) {
    case "stage-started":
      return [event.stage, `begins: ${event.text}`];
    case "stage-detail":
      return [event.stage, event.text];
    case "stage-done":
      return [event.stage, `done: ${event.text}`];
    case "stage-skipped":
      return [event.stage, `left out: ${event.text}`];
    case "stage-failed":
      return [event.stage, `failed: ${event.text}`];
    case "warning":
      return ["", `warning: ${event.text}`];
    case "image-pull-started":
      return ["images", `pull of ${event.image} begins`];
    case "image-pulled":
      return ["images", `${event.image} is there`];
    case "translated":
      return [event.component, "clients are sent to the second instance"];
    case "returned":
      return [event.component, "clients are no longer sent to the second instance"];
    case "held":
      return [event.component, "requests to the API are held"];
    case "released":
      return [event.component, "requests to the API go on"];
    case "lease-held":
      return [event.component, event.holder === "" ? "nobody holds the Lease" : `${event.holder} holds the Lease`];
    default:
      return [event.component, instanceWords(event)];
  }
}

function instanceWords(event: Extract<RunEvent, { readonly instance: unknown }>): string {
  const instance = event.instance === "second" ? "second instance" : "canonical instance";
  switch (event.kind) {
    case "manifest-placed":
      return `${instance}: manifest in place`;
    case "manifest-removed":
      return `${instance}: manifest taken away`;
    case "sandbox-created":
      return `${instance}: sandbox ${event.sandbox} created`;
    case "container-created":
      return `${instance}: container ${event.container} created`;
    case "container-started":
      return `${instance}: container ${event.container} started`;
    case "container-ended":
      return `${instance}: container ${event.container} ended${event.exitCode === undefined ? "" : ` with status ${event.exitCode}`}`;
    case "ready":
      return `${instance}: ready`;
    case "leads":
      return `${instance}: says that it leads`;
    default:
      return unreachable(event);
  }
}
