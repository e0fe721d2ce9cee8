import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import { isSameHost } from "./is-same-host.ts";
import type { KubeletCommandLine, KubeletCommandLines } from "./kubelet-command-line.ts";
import { parseEnvironmentFile } from "../../domain/environment-file.ts";
import { readAll } from "./read-all.ts";
import { readKubeletDefinition } from "./read-kubelet-definition.ts";
import { readKubeletUnit } from "./read-kubelet-unit.ts";
import { splitWords } from "../../domain/split-words.ts";

/** Files with arguments that the kubelet's packages and kubeadm add to its command line. */
const ARGUMENT_FILES = ["/var/lib/kubelet/kubeadm-flags.env", "/etc/default/kubelet", "/etc/sysconfig/kubelet"].map(
  absolute,
);

/** Every command line of this host's kubelet: running, as a service of ours, as a systemd unit, and added arguments. */
export async function findKubeletCommandLines(ports: {
  readonly files: FileSystem;
  readonly processes: Processes;
}): Promise<KubeletCommandLines> {
  const { files, processes } = ports;
  const [running, definition, unit, added, systemd] = await Promise.all([
    runningKubelets(files, processes),
    readKubeletDefinition(files),
    readKubeletUnit(files),
    addedArguments(files),
    files.status(absolute("/run/systemd/system")),
  ]);
  // A unit that nothing reads says nothing: packages bring it to hosts that our supervisor serves.
  const isUnitUsed = systemd.kind === "present" || definition.lines.length === 0;
  const found = [definition, ...(isUnitUsed ? [unit] : []), added];
  return {
    lines: [...running, ...found.flatMap(({ lines }) => lines)],
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  };
}

async function runningKubelets(files: FileSystem, processes: Processes): Promise<readonly KubeletCommandLine[]> {
  const kubelets = (await processes.list()).filter(({ name }) => name === "kubelet");
  const found = await Promise.all(
    kubelets.map(async ({ pid, args: [program, ...args] }) =>
      (await isSameHost(files, pid)) ? [{ source: `the running kubelet (pid ${pid})`, program, args }] : [],
    ),
  );
  return found.flat();
}

async function addedArguments(files: FileSystem): Promise<KubeletCommandLines> {
  const { texts, unreadable } = await readAll(files, ARGUMENT_FILES);
  const lines = texts.map(({ path, text }) => ({
    source: path,
    program: undefined,
    args: Object.values(parseEnvironmentFile(text)).flatMap(splitWords),
  }));
  return { lines, unreadable };
}
