/**
 * The bound of the bucket that holds the `share`-quantile of a histogram without labels, in a text of Prometheus'
 * exposition format; Infinity where it is the last one. Undefined where nothing was measured.
 */
export function histogramQuantile(metrics: string, name: string, share: number): number | undefined {
  const buckets = [...metrics.matchAll(/^(?<name>\w+)_bucket\{le="(?<bound>[^"]+)"\} (?<count>\S+)$/gmu)]
    .filter(({ groups }) => groups?.["name"] === name)
    .map(({ groups }) => ({
      bound: groups?.["bound"] === "+Inf" ? Infinity : Number(groups?.["bound"]),
      count: Number(groups?.["count"]),
    }));
  const total = buckets.at(-1)?.count ?? 0;
  return total === 0 ? undefined : buckets.find(({ count }) => count >= total * share)?.bound;
}
