import { stringify } from "yaml";
import { controlPlaneSnapshot } from "../../src/diagnose/control-plane-status.ts";
import type { Snapshot } from "../../src/diagnose/snapshot/snapshot.ts";
import { type NodeStatus, nodeStatus } from "../../src/diagnose/status/node-status.ts";
import { statusView } from "../../src/diagnose/status/status-view.ts";
import { askKubeletVersion, observeNodeDetails } from "../../src/observed/observe-node-details.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { lookAtHost } from "../look-at-host.ts";
import { coloured } from "../output/coloured.ts";
import { describeStatus } from "../output/describe-status.ts";
import { onScreen } from "../output/on-screen.ts";

export interface StatusOptions {
  readonly output: "text" | "json" | "yaml";
  readonly watch?: boolean;
}

// A runtime that hangs must not keep the rest from being shown.
const RUNTIME_ANSWERS_IN_MS = 3_000;
const WATCH_EVERY_MS = 2_000;

/** Prints how this node is and resolves to the exit status: 0 healthy, 1 not. With `watch`, until it is interrupted. */
export async function status(context: CommandContext, { output, watch = false }: StatusOptions): Promise<number> {
  const ports = compose(context);
  let seen = await lookAtStatus(context, ports);
  if (!watch) {
    context.print(printed(context, seen.status, output, ports.clock.now()));
    return seen.status.isHealthy ? 0 : 1;
  }
  for (let count = 0; !context.isOutputGone(); count += 1) {
    const text = printed(context, seen.status, output, ports.clock.now());
    context.print(context.isTerminal && output === "text" ? onScreen(text) : separated(text, output, count));
    await ports.clock.sleep(WATCH_EVERY_MS, context.signal);
    seen = await lookAtStatus(context, ports, seen.snapshot);
  }
  return seen.status.isHealthy ? 0 : 1;
}

/** How this node is. `previous`: how it was seen a moment ago. */
export async function lookAtStatus(
  context: CommandContext,
  ports: HostPorts,
  previous?: Snapshot,
): Promise<{ readonly status: NodeStatus; readonly snapshot: Snapshot }> {
  const node = await lookAtHost(ports, context);
  const expectation = await node.expectation();
  const runtime = ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS);
  const [snapshot, details] = await Promise.all([
    controlPlaneSnapshot({ ...ports, runtime }, expectation, previous),
    observeNodeDetails(ports, expectation),
  ]);
  const view = statusView(snapshot);
  const kubeletVersion = view.kubelet.version ?? (await askKubeletVersion(ports));
  return { snapshot, status: nodeStatus(view, { ...details, kubeletVersion }) };
}

function printed(context: CommandContext, seen: NodeStatus, output: StatusOptions["output"], now: number): string {
  switch (output) {
    case "json":
      return JSON.stringify(seen);
    case "yaml":
      return stringify(JSON.parse(JSON.stringify(seen))).trimEnd();
    case "text": {
      const text = describeStatus(seen, now);
      const badRows = seen.components.filter(({ isHealthy }) => !isHealthy).map(({ component }) => component);
      return context.isColoured ? coloured(text, { isGood: seen.isHealthy, badRows }) : text;
    }
  }
}

/** One block after another: documents of YAML, lines of JSON, or texts with a blank line between them. */
function separated(text: string, output: StatusOptions["output"], count: number): string {
  const between = { text: "\n", json: "", yaml: "---\n" }[output];
  return count === 0 ? text : `${between}${text}`;
}
