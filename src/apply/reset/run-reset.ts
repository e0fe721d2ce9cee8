import { type AbsolutePath, absolute, below, parentOf } from "../../domain/absolute-path.ts";
import { resetBlocked } from "../../errors/apply.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Commands } from "../../ports/commands.ts";
import { type ContainerRuntime, RuntimeUnavailable } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { Reporter } from "../../ports/reporter.ts";
import type { Services } from "../../ports/services.ts";
import { discardedJournals } from "../transaction/journal-store.ts";
import { removeTree } from "../remove-tree.ts";
import { runStages } from "../run-stages.ts";
import { isDraft } from "../write-file.ts";
import { kubeletMounts } from "./kubelet-mounts.ts";
import { removeContent } from "./remove-content.ts";
import {
  contentTargets,
  emptyTargets,
  fileTargets,
  KUBELET_HOME,
  manifestTargets,
  type NodePaths,
} from "./reset-targets.ts";

export interface ResetPorts {
  readonly files: FileSystem;
  readonly commands: Commands;
  readonly services: Services;
  readonly runtime: ContainerRuntime;
  readonly packets: PacketFilter;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/**
 * Takes a node back to a bare host: kubelet and Pods stopped, then what kubeadm or this project made is removed.
 * Safe to repeat. Resolves to the files that stayed because somebody else put them there.
 */
export async function runReset(paths: NodePaths, ports: ResetPorts): Promise<readonly AbsolutePath[]> {
  let foreign: readonly AbsolutePath[] = [];
  await runStages(
    [
      { stage: "kubelet", title: "Stop the kubelet", run: async () => stopKubelet(ports) },
      { stage: "pods", title: "Stop and remove Pods", run: async () => removePods(paths, ports) },
      { stage: "packets", title: "Remove redirects", run: async () => removeRedirects(ports) },
      { stage: "mounts", title: "Unmount what Pods had mounted", run: async () => unmount(ports) },
      {
        stage: "files",
        title: "Remove files",
        run: async () => {
          await removeFiles(paths, ports.files);
          foreign = await remaining(paths, ports.files);
          return "removed";
        },
      },
    ],
    ports,
  );
  return foreign;
}

async function stopKubelet({ services }: ResetPorts): Promise<string> {
  const { state } = await services.status("kubelet");
  if (state === "absent") {
    return "there is none";
  }
  await services.stop("kubelet");
  return "stopped";
}

async function removePods(paths: NodePaths, { files, runtime, reporter }: ResetPorts): Promise<string> {
  // Before the containers go: a kubelet that somebody starts meanwhile must not bring them back.
  for (const manifest of manifestTargets(paths)) {
    await removeWithDrafts(manifest, files);
  }
  try {
    const sandboxes = (await runtime.sandboxes()).filter(({ labels }) => labels["io.kubernetes.pod.uid"] !== undefined);
    for (const { id, name } of sandboxes) {
      reporter.notify({ kind: "stage-detail", stage: "pods", detail: name });
      await runtime.stopSandbox(id);
      await runtime.removeSandbox(id);
    }
    return `${sandboxes.length} removed`;
  } catch (error) {
    if (error instanceof RuntimeUnavailable) {
      throw resetBlocked("The container runtime does not answer, so Pods could not be stopped.", error);
    }
    throw error;
  }
}

/** What a handoff that was interrupted left in the packet filter; without one there is nothing in it. */
async function removeRedirects({ packets }: ResetPorts): Promise<string> {
  if ((await packets.lacks()) !== undefined) {
    return "there is no packet filter";
  }
  const [holds, tables] = [await packets.holds(), await packets.tables()];
  for (const hold of holds) {
    await packets.release(hold);
  }
  for (const { name } of tables) {
    await packets.remove(name);
  }
  return `${holds.length + tables.length} removed`;
}

async function unmount({ files, commands }: ResetPorts): Promise<string> {
  const mounts = await files.readText(absolute("/proc/self/mountinfo"));
  const points = kubeletMounts(KUBELET_HOME, mounts.kind === "present" ? mounts.value : "");
  for (const point of points) {
    const result = await commands.run("umount", [point], { timeoutMs: 30_000 });
    if (result.exitCode !== 0) {
      throw resetBlocked(`${point} could not be unmounted: ${result.stderr.trim()}`);
    }
  }
  return `${points.length} unmounted`;
}

async function removeFiles(paths: NodePaths, files: FileSystem): Promise<void> {
  for (const directory of contentTargets(paths)) {
    await removeContent(directory, files);
  }
  for (const file of [...fileTargets(paths), ...(await discardedJournals(files))]) {
    await removeWithDrafts(file, files);
  }
  for (const directory of emptyTargets(paths)) {
    const names = await files.list(directory);
    if (names.kind === "present" && names.value.length === 0) {
      // One that is a file system of its own stays.
      await files.remove(directory).catch(() => undefined);
    }
  }
}

async function removeWithDrafts(path: AbsolutePath, files: FileSystem): Promise<void> {
  await files.remove(path);
  const directory = parentOf(path);
  const names = await files.list(directory);
  for (const name of names.kind === "present" ? names.value : []) {
    if (isDraft(name)) {
      await removeTree(below(directory, name), files);
    }
  }
}

async function remaining(paths: NodePaths, files: FileSystem): Promise<readonly AbsolutePath[]> {
  const found: AbsolutePath[] = [];
  for (const directory of emptyTargets(paths)) {
    const names = await files.list(directory);
    for (const name of names.kind === "present" ? names.value : []) {
      const path = below(directory, name);
      const status = await files.status(path);
      if (status.kind === "present" && status.value.type !== "directory") {
        found.push(path);
      }
    }
  }
  return found.toSorted();
}
