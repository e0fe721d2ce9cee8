import type { QuantileRange } from "../../diagnose/doctor/doctor-facts.ts";

/**
 * Between which bounds the `share`-quantile of a histogram without labels is, in a text of Prometheus' exposition
 * format. Undefined where nothing was measured.
 */
export function histogramQuantile(metrics: string, name: string, share: number): QuantileRange | undefined {
  const buckets = [...metrics.matchAll(/^(?<name>\w+)_bucket\{le="(?<bound>[^"]+)"\} (?<count>\S+)$/gmu)]
    .filter(({ groups }) => groups?.["name"] === name)
    .map(({ groups }) => ({
      bound: groups?.["bound"] === "+Inf" ? Infinity : Number(groups?.["bound"]),
      count: Number(groups?.["count"]),
    }));
  const total = buckets.at(-1)?.count ?? 0;
  const at = total === 0 ? -1 : buckets.findIndex(({ count }) => count >= total * share);
  const found = buckets[at];
  return found && { above: buckets[at - 1]?.bound ?? 0, upTo: found.bound };
}
