import { expect } from "vitest";
import { type LoadOptions, startLoad } from "../../lab/load.ts";
import type { LoadReport } from "../../lab/load-report.ts";
import type { TestHost } from "../../lab/test-host.ts";

/** Runs `action` while clients work with the API server of `host`. Resolves to what they saw. */
export async function underLoad(
  host: TestHost,
  action: () => Promise<void>,
  options: LoadOptions = {},
): Promise<LoadReport> {
  const load = await startLoad(host, options);
  try {
    await action();
  } catch (error) {
    // What the action says counts, not that the clients cannot be ended after it.
    await load.stop().catch(() => undefined);
    throw error;
  }
  return load.stop();
}

/** Fails unless no client noticed anything: no request failed, no watch event was lost, the Service never led nowhere. */
export function expectUnnoticed({ node, pod }: LoadReport): void {
  for (const { failures, watch } of pod === undefined ? [node] : [node, pod]) {
    expect(failures).toEqual([]);
    expect(watch).toMatchObject({ missed: 0, disordered: 0, relists: 0 });
  }
  expect(node.endpoints).toMatchObject({ empty: 0, otherPort: 0 });
}
