import { writeFileSync } from "node:fs";
import { type ProxyMode, startKubeProxy } from "../../lab/kube-proxy.ts";
import { createNode, type NodeParts } from "../../lab/node.ts";
import { kubeProxyProgram } from "../../lab/node-source.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { wallTimeMs } from "../resources.ts";
import { formatTable } from "../statistics.ts";
import { ChangingNode, CONFIG_PATH, type Measured } from "./apply-changes.ts";
import { changeByHand } from "./change-by-hand.ts";
import { CHANGES, COMPONENTS } from "./changes.ts";
import { ratioTable, resultTable } from "./results.ts";
import { configurationFor, NO_SETTINGS } from "./settings.ts";

/** Commands that change nothing, each with its goal in milliseconds. */
const LOOKS: Readonly<Record<string, readonly [goalMs: number, args: readonly string[]]>> = {
  plan: [500, ["plan", "--config", CONFIG_PATH]],
  apply: [500, ["apply", "--config", CONFIG_PATH, "--yes"]],
  status: [300, ["status"]],
  doctor: [3_000, ["doctor"]],
};

interface HandoffBench {
  /** Whether the same is done by hand. */
  readonly isCompared: boolean;
  /** How often everything is changed with clients on the node. */
  readonly times: number;
}

/** Every change of a running control plane under load. Prints tables; resolves to whether all goals are met. */
export async function benchHandoff(parts: NodeParts, { isCompared, times }: HandoffBench): Promise<boolean> {
  const fromNode: Measured[] = [];
  for (let time = 0; time < times; time += 1) {
    fromNode.push(...(await onNode(parts, async (host) => changeAll(host, false))));
  }
  const nothingMs = await onNode(parts, nothingToDoMs);
  const fromPods = new Map<ProxyMode, readonly Measured[]>();
  const kubeProxy = await kubeProxyProgram((detail) => console.error(detail));
  for (const mode of ["nftables", "iptables"] as const) {
    const measured = await onNode(parts, async (host) => {
      await startKubeProxy(host, kubeProxy, mode);
      return changeAll(host, true);
    });
    fromPods.set(mode, measured);
  }
  const byHand = isCompared ? await onNode(parts, allByHand) : [];
  console.log(`Clients on the node\n${resultTable(fromNode)}`);
  for (const [mode, measured] of fromPods) {
    console.log(
      `\nClients on the node and in a Pod through the ClusterIP, kube-proxy in mode ${mode}\n${resultTable(measured)}`,
    );
  }
  if (isCompared) {
    console.log(`\nBy hand\n${resultTable(byHand)}\n\n${ratioTable(fromNode, byHand)}`);
  }
  console.log(`\n${nothingTable(nothingMs)}`);
  const isFast = Object.entries(LOOKS).every(([command, [goalMs]]) => (nothingMs[command] ?? Infinity) < goalMs);
  return isFast && [...fromNode, ...[...fromPods.values()].flat()].every(({ misses }) => misses?.length === 0);
}

async function onNode<T>(parts: NodeParts, measure: (host: TestHost) => Promise<T>): Promise<T> {
  const host = await createNode(parts);
  try {
    writeFileSync(host.path(CONFIG_PATH), configurationFor(NO_SETTINGS), { mode: 0o600 });
    await host.must("steadyplane", ["service", "start", "containerd"]);
    await host.must("steadyplane", ["init", "--config", CONFIG_PATH, "--yes"]);
    await host.must("kubectl", [
      "--kubeconfig=/etc/kubernetes/admin.conf",
      ...["wait", "--for=condition=Ready", "node", "--all", "--timeout=60s"],
    ]);
    return await measure(host);
  } finally {
    await host.destroy();
  }
}

async function changeAll(host: TestHost, fromPod: boolean): Promise<readonly Measured[]> {
  const node = new ChangingNode(host, NO_SETTINGS, fromPod);
  const all: Measured[] = [];
  for (const change of CHANGES) {
    // Clients in a Pod share the rate, so they are asked for one change each.
    all.push(await node.measure(change, fromPod ? 0 : change.requests));
    console.error(resultTable(all.slice(-1)), ...failuresOf(all.slice(-1)));
  }
  return all;
}

/** What failed, for whoever looks into it; the tables only count. */
function failuresOf(measured: readonly Measured[]): readonly string[] {
  return measured.flatMap(({ report: { node, pod } }) =>
    [node, pod].flatMap((one) => one?.failures.map((failure) => `\n${JSON.stringify(failure)}`) ?? []),
  );
}

async function allByHand(host: TestHost): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  for (const [index, component] of COMPONENTS.entries()) {
    all.push(await changeByHand(host, component, index + 1));
    console.error(resultTable(all.slice(-1)));
  }
  return all;
}

async function nothingToDoMs(host: TestHost): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number> = {};
  for (const [command, [, args]] of Object.entries(LOOKS)) {
    // A command that fails is fast too.
    await host.must("steadyplane", args);
    times[command] = await wallTimeMs(host, ["steadyplane", ...args].join(" "));
  }
  return times;
}

function nothingTable(times: Readonly<Record<string, number>>): string {
  const rows = Object.entries(LOOKS).map(([command, [goalMs]]) => [
    command,
    times[command]?.toFixed(0) ?? "",
    `< ${goalMs}`,
  ]);
  return formatTable([["with nothing to do", "ms", "goal"], ...rows]);
}
