import { setTimeout as sleep } from "node:timers/promises";
import { startLoad } from "../../lab/load.ts";
import type { TestHost } from "../../lab/test-host.ts";
import type { Measured } from "./apply-changes.ts";
import { harmlessFlag } from "./changes.ts";
import type { Component } from "./settings.ts";

const BACK_LIMIT_MS = 240_000;
// So that a lease that is only waited for is seen as well.
const AFTERWARDS_MS = 25_000;

/** The same change as an operator makes it: the manifest is edited. Under the same load. */
export async function changeByHand(host: TestHost, component: Component, count: number): Promise<Measured> {
  const flag = harmlessFlag(component, count);
  const load = await startLoad(host);
  const startedAt = performance.now();
  await edit(host, component, flag);
  await untilBack(host, component, flag);
  const seconds = [(performance.now() - startedAt) / 1000];
  await sleep(AFTERWARDS_MS);
  return {
    name: `by hand: ${component} flag`,
    flagOf: component,
    seconds,
    report: await load.stop(),
    misses: undefined,
  };
}

// Beside its target and by one rename: the kindest way there is.
async function edit(host: TestHost, component: Component, flag: string): Promise<void> {
  await host.sh(`
    cd /etc/kubernetes/manifests
    sed 's|^    - "\\{0,1\\}${component}"\\{0,1\\}$|&\\n    - "${flag}"|' ${component}.yaml >.draft
    grep -q -- '${flag}' .draft
    mv .draft ${component}.yaml
  `);
}

async function untilBack(host: TestHost, component: Component, flag: string): Promise<void> {
  const isBack = `
    pgrep -f '^${component} .*${flag}' >/dev/null
    kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 2s get --raw /readyz >/dev/null
  `;
  const end = performance.now() + BACK_LIMIT_MS;
  while ((await host.run("sh", ["-eu", "-c", isBack])).status !== 0) {
    if (performance.now() > end) {
      throw new Error(`${component} is not back after ${BACK_LIMIT_MS / 1000} s`);
    }
    await sleep(200);
  }
}
