import { allPass } from "./probe-components.ts";
import type { Snapshot, Spans } from "./snapshot.ts";

/** `before`, carried on to what is seen now. */
export function spansAfter(before: Spans | undefined, now: Omit<Snapshot, "spans">): Spans {
  const { healthz } = now.kubelet;
  const isKubeletWell = healthz === undefined || (healthz.kind === "answered" && healthz.status === 200);
  const server = now.components.find(({ expected }) => expected.component === "kube-apiserver");
  const since = (isSo: boolean, span: number | undefined) => (isSo ? (span ?? now.at) : undefined);
  return {
    runtimeAway: since(now.runtime.kind === "away", before?.runtimeAway),
    kubeletUnhealthy: since(!isKubeletWell, before?.kubeletUnhealthy),
    apiReady: since(server !== undefined && allPass(server.probes), before?.apiReady),
  };
}
