import type { LoadReport, TrafficReport } from "../../lab/load-report.ts";
import { formatTable } from "../statistics.ts";
import type { Measured } from "./apply-changes.ts";

const HEADER = [
  ["", "requests", "failed", "retries", "slowest ms", "silence ms", "lost events", "no leader ms", "endpoints"],
  ["seconds", "goals"],
].flat();

/** A row for the clients on the node, one for those in a Pod where there were any. */
export function resultTable(all: readonly Measured[]): string {
  return formatTable([HEADER, ...all.flatMap(rowsOf)]);
}

/** How often longer the API was silent, or without a leader, when the change was made by hand. */
export function ratioTable(ours: readonly Measured[], byHand: readonly Measured[]): string {
  const rows = byHand.flatMap((hand) => {
    const same = ours.find(({ flagOf }) => flagOf === hand.flagOf);
    return same === undefined ? [] : [[same.name, ...ratios(same, hand)]];
  });
  return formatTable([["by hand ÷ steadyplane", "silence", "no leader", "seconds"], ...rows]);
}

function rowsOf({ name, seconds, report, misses }: Measured): readonly (readonly string[])[] {
  const { node, pod } = report;
  const times = seconds.map((one) => one.toFixed(1)).join(" ");
  const verdict = misses === undefined ? "" : misses.length === 0 ? "met" : `MISSED: ${misses.join(", ")}`;
  const own = [name, ...clientCells(node), leaderlessMs(report).toFixed(0), endpointsOf(node), times, verdict];
  return pod === undefined ? [own] : [own, ["  from a Pod", ...clientCells(pod)]];
}

function clientCells({ requests, failed, retries, slowestMs, longestSilenceMs, watch }: TrafficReport): string[] {
  return [requests, failed, retries, slowestMs, longestSilenceMs, watch.missed].map((value) => value.toFixed(0));
}

function endpointsOf({ endpoints }: TrafficReport): string {
  const wrong = (endpoints?.empty ?? 0) + (endpoints?.otherPort ?? 0);
  return wrong === 0 ? "right" : `wrong ${wrong}×`;
}

function leaderlessMs({ leases }: LoadReport): number {
  return Math.max(...Object.values(leases.leases).map(({ longestMs }) => longestMs));
}

function ratios(ours: Measured, hand: Measured): readonly string[] {
  const quotient = (of: (one: Measured) => number): string => (of(ours) > 0 ? (of(hand) / of(ours)).toFixed(1) : "");
  return [
    quotient(({ report }) => report.node.longestSilenceMs),
    quotient(({ report }) => leaderlessMs(report)),
    quotient(({ seconds }) => Math.max(...seconds)),
  ];
}
