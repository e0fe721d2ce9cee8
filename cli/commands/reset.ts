import { LEFT_BEHIND, type NodePaths } from "../../src/apply/reset/reset-targets.ts";
import { runReset } from "../../src/apply/reset/run-reset.ts";
import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { NOTHING_WRITTEN } from "../../src/config/written-config.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { declined, needsYes, notRoot } from "../../src/errors/usage.ts";
import { findStaticPodPath } from "../../src/observed/host/find-static-pod-path.ts";
import { readCriSocket } from "../../src/observed/host/read-cri-socket.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { locked } from "../locked.ts";

interface ResetOptions {
  readonly yes?: boolean;
  readonly output: OutputFormat;
  readonly criSocket?: string;
}

const ROWS = [
  { stage: "kubelet", title: "Stop the kubelet" },
  { stage: "pods", title: "Stop and remove Pods" },
  { stage: "packets", title: "Remove redirects" },
  { stage: "mounts", title: "Unmount what Pods had mounted" },
  { stage: "files", title: "Remove files" },
];

/** Takes this node back to a bare host, after a question. */
export async function reset(context: CommandContext, options: ResetOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("reset");
  }
  const ports = compose(context);
  const { paths, criSocket } = await nodePaths(ports);
  await confirm(context, options, paths);
  const progress = await context.progress(ROWS, options.output);
  let foreign: readonly string[] = [];
  try {
    const runtime = ports.runtimeAt(options.criSocket ?? criSocket);
    foreign = await locked(context, ports, async () => runReset(paths, { ...ports, runtime, reporter: progress }));
  } finally {
    await progress.close();
  }
  context.print(
    options.output === "json" ? JSON.stringify({ kind: "result", status: "bare", foreign }) : summary(foreign),
  );
}

async function confirm(context: CommandContext, options: ResetOptions, { etcdDataDir }: NodePaths): Promise<void> {
  if (options.yes === true) {
    return;
  }
  if (context.ask === undefined) {
    throw needsYes("reset");
  }
  context.say(
    `All Pods of this node stop. Its certificates, its configuration and the cluster's data in ${etcdDataDir} are deleted.`,
  );
  if (!(await context.ask("Go on?"))) {
    throw declined();
  }
}

/** From the configuration as last used where it can be read, else kubeadm's usual places. */
async function nodePaths({
  files,
  processes,
}: HostPorts): Promise<{ readonly paths: NodePaths; readonly criSocket: string }> {
  const stored = await files.readText(CONFIGURATION_FILE);
  const read =
    stored.kind === "present" ? readConfiguration({ file: CONFIGURATION_FILE, text: stored.value }) : undefined;
  const { init, cluster } = read?.kind === "valid" ? read.written : NOTHING_WRITTEN;
  const { path } = await findStaticPodPath({ files, processes });
  return {
    paths: {
      staticPodPath: path,
      certificatesDir: absolute(cluster.certificatesDir ?? "/etc/kubernetes/pki"),
      etcdDataDir: absolute(cluster.etcd?.local?.dataDir ?? "/var/lib/etcd"),
    },
    criSocket: init.nodeRegistration?.criSocket ?? (await readCriSocket(files)),
  };
}

function summary(foreign: readonly string[]): string {
  return [
    "This host is bare again.",
    "",
    "Left as it was:",
    ...LEFT_BEHIND.map((text) => `  ${text}`),
    ...(foreign.length === 0
      ? []
      : ["", "Left because neither kubeadm nor steadyplane made it:", ...foreign.map((path) => `  ${path}`)]),
  ].join("\n");
}
