import type { ApplyReport } from "../../src/apply/transaction/apply-changes.ts";

/** How a change went, for people. */
export function describeReport(node: string, { revision, tookMs, api }: ApplyReport): string {
  return [
    `${node} is changed and healthy: revision ${revision.number}, in ${seconds(tookMs)}.`,
    `Meanwhile the API answered ${answered(api)}; slowest answer ${seconds(api.slowestMs)}, longest silence ${seconds(api.longestGapMs)}.`,
  ].join("\n");
}

/** The same for programs; `report` is undefined where nothing had to change. */
export function reportAsJson(node: string, report: ApplyReport | undefined): string {
  return JSON.stringify(
    report === undefined
      ? { kind: "result", status: "unchanged", node }
      : {
          kind: "result",
          status: "changed",
          node,
          revision: report.revision.number,
          tookMs: Math.round(report.tookMs),
          api: {
            ...report.api,
            slowestMs: Math.round(report.api.slowestMs),
            longestGapMs: Math.round(report.api.longestGapMs),
          },
        },
  );
}

function answered({ requests, failed }: ApplyReport["api"]): string {
  return failed === 0
    ? `all of ${requests} requests`
    : `${requests - failed} of ${requests} requests, ${failed} failed`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
