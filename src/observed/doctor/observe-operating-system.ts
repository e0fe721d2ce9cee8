import { absolute, below } from "../../domain/absolute-path.ts";
import type { DoctorFacts } from "../../diagnose/doctor/doctor-facts.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import { SERVICES } from "../../ports/services.ts";
import { understood } from "../preflight/seen-of.ts";

const TIMEKEEPERS = ["chronyd", "ntpd", "systemd-timesyn", "openntpd", "ptp4l", "phc2sys", "timemaster"];
const SYSTEMD = absolute("/etc/systemd/system");

type OperatingSystemFacts = Pick<DoctorFacts, "kernel" | "timekeepers" | "notAtBoot" | "socket">;

/** What the checks of preflight do not need to know of a host, and those of doctor do. */
export async function observeOperatingSystem(
  { files, processes }: { readonly files: FileSystem; readonly processes: Processes },
  criSocket: string,
  isSystemd: boolean,
): Promise<OperatingSystemFacts> {
  const [release, timekeepers, notAtBoot, socket] = await Promise.all([
    files.readText(absolute("/proc/sys/kernel/osrelease")),
    running(processes),
    isSystemd ? observeBoot(files) : ({ kind: "absent" } as const),
    observeSocket(files, criSocket),
  ]);
  return { kernel: understood(release, (text) => text.trim()), timekeepers, notAtBoot, socket };
}

async function running(processes: Processes): Promise<readonly string[]> {
  const names = (await processes.list()).map(({ name }) => name);
  return TIMEKEEPERS.filter((name) => names.includes(name));
}

/** A service that is enabled is linked from the `.wants` of a target. */
async function observeBoot(files: FileSystem): Promise<Seen<readonly string[]>> {
  const targets = await files.list(SYSTEMD);
  if (targets.kind !== "present") {
    return targets.kind === "absent" ? { kind: "present", value: [...SERVICES] } : targets;
  }
  const wants = targets.value.filter((name) => name.endsWith(".wants") || name.endsWith(".requires"));
  const listed = await Promise.all(wants.map((name) => files.list(below(SYSTEMD, name))));
  const enabled = listed.flatMap((names) => (names.kind === "present" ? names.value : []));
  return { kind: "present", value: SERVICES.filter((name) => !enabled.includes(`${name}.service`)) };
}

async function observeSocket(files: FileSystem, criSocket: string): Promise<Seen<true>> {
  const status = await files.status(absolute(criSocket.replace(/^unix:\/\//u, "")));
  return understood(status, () => true as const);
}
