import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import { findKubeletCommandLines } from "./find-kubelet-command-lines.ts";
import { flagValue } from "./flag-value.ts";

/** kubeadm's place for it, and this tool's. */
const DEFAULT_CONFIG = absolute("/var/lib/kubelet/config.yaml");

/** The configuration file that the kubelet of this host is started with; the running one comes first. */
export async function findKubeletConfig(ports: {
  readonly files: FileSystem;
  readonly processes: Processes;
}): Promise<AbsolutePath> {
  const { lines } = await findKubeletCommandLines(ports);
  const named = lines.map(({ args }) => flagValue(args, "config")).find((path) => path?.startsWith("/"));
  return named === undefined ? DEFAULT_CONFIG : absolute(named);
}
