import { absolute } from "../../domain/absolute-path.ts";
import type { KubeletServiceFact, PreflightFacts, Seen } from "../../plan/preflight/preflight-facts.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import type { Services } from "../../ports/services.ts";
import { findKubeletCommandLines } from "../host/find-kubelet-command-lines.ts";
import { seenOf } from "./seen-of.ts";

interface KubeletPorts {
  readonly files: FileSystem;
  readonly commands: Commands;
  readonly processes: Processes;
  readonly services: Services;
}

const CONFIGURATION = absolute("/var/lib/kubelet/config.yaml");
const LINES_SHOWN = 5;

/** The kubelet's binary and its service. */
export async function observeKubelet(
  ports: KubeletPorts,
): Promise<Pick<PreflightFacts, "kubeletVersion" | "kubeletService">> {
  const [kubeletVersion, kubeletService] = await Promise.all([observeVersion(ports), observeKubeletService(ports)]);
  return { kubeletVersion, kubeletService };
}

/** Of the binary that would be started next, which is not always the one that runs. */
async function observeVersion(ports: KubeletPorts): Promise<Seen<string>> {
  const { lines } = await findKubeletCommandLines(ports);
  const program = lines.findLast((line) => line.program !== undefined)?.program ?? "kubelet";
  const { exitCode, startError, stdout } = await ports.commands.run(program, ["--version"], { timeoutMs: 10_000 });
  if (startError === "ENOENT") {
    return { kind: "absent" };
  }
  const version = /^Kubernetes (?<version>v\S+)/u.exec(stdout)?.groups?.["version"];
  return exitCode === 0 && version !== undefined
    ? { kind: "present", value: version }
    : {
        kind: "unreadable",
        reason: `${program} --version failed (${startError ?? `exit status ${exitCode ?? "unknown"}`})`,
      };
}

/** How the service of the kubelet is, with its last words where it stops again and again. */
export async function observeKubeletService(
  ports: Pick<KubeletPorts, "files" | "services">,
): Promise<Seen<KubeletServiceFact>> {
  return seenOf(() => observeService(ports));
}

async function observeService({
  files,
  services,
}: Pick<KubeletPorts, "files" | "services">): Promise<KubeletServiceFact> {
  const [{ state, lastExit }, configuration] = await Promise.all([
    services.status("kubelet"),
    files.status(CONFIGURATION),
  ]);
  const lastLines = state === "restarting" ? await services.logs("kubelet", LINES_SHOWN) : [];
  return { state, lastExit, lastLines, hasConfiguration: configuration.kind === "present" };
}
