import { absolute } from "../../domain/absolute-path.ts";
import type { PreflightFacts } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { understood } from "./seen-of.ts";

type MachineFacts = Pick<PreflightFacts, "userId" | "cpus" | "memoryBytes" | "mounts" | "forwarding">;

/** What /proc tells of this process and the machine. */
export async function observeMachine(files: FileSystem): Promise<MachineFacts> {
  const [self, memory, mounts, ipv4, ipv6] = await Promise.all(
    [
      "/proc/self/status",
      "/proc/meminfo",
      "/proc/self/mounts",
      "/proc/sys/net/ipv4/ip_forward",
      "/proc/sys/net/ipv6/conf/default/forwarding",
    ].map((path) => files.readText(absolute(path))),
  );
  const absent = { kind: "absent" } as const;
  return {
    userId: understood(self ?? absent, effectiveUser),
    cpus: understood(self ?? absent, usableCpus),
    memoryBytes: understood(memory ?? absent, totalMemory),
    mounts: understood(mounts ?? absent, parseMounts),
    forwarding: { ipv4: ipv4 ?? absent, ipv6: ipv6 ?? absent },
  };
}

function effectiveUser(status: string): number | undefined {
  const found = /^Uid:\s+\d+\s+(\d+)/mu.exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** How many CPUs this process may run on, which is what Go counts. */
function usableCpus(status: string): number | undefined {
  return /^Cpus_allowed_list:\s+(\S+)/mu
    .exec(status)?.[1]
    ?.split(",")
    .map((range) => range.split("-").map(Number))
    .reduce((sum, [first = 0, last = first]) => sum + last - first + 1, 0);
}

function totalMemory(memory: string): number | undefined {
  const kibibytes = /^MemTotal:\s+(\d+) kB/mu.exec(memory)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

function parseMounts(table: string) {
  return table
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, path = "", fileSystem = "", options = ""] = line.split(" ");
      return { path: withoutEscapes(path), fileSystem, isReadOnly: options.split(",").includes("ro") };
    });
}

/** The kernel writes white space and backslashes in a path as three octal digits. */
function withoutEscapes(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/gu, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 8)));
}
