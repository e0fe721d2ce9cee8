import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A mounted cgroup hierarchy of the machine. */
export interface Hierarchy {
  readonly mountPoint: string;
  readonly type: "cgroup" | "cgroup2";
  /** Mount options that ask for this one again. */
  readonly options: string;
}

// In cgroup v2 a group with controllers for its children holds no processes itself.
const LEAF = "init";
const REMOVE_ATTEMPTS = 40;

/** Every hierarchy of this machine, v1 and v2. */
export function hierarchies(): readonly Hierarchy[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .flatMap((line) => {
      const [mount = "", filesystem = ""] = line.split(" - ");
      const [type, , superOptions = ""] = filesystem.split(" ");
      const mountPoint = mount.split(" ")[4];
      if (mountPoint === undefined || (type !== "cgroup" && type !== "cgroup2")) {
        return [];
      }
      const options = superOptions.split(",").filter((option) => option !== "rw" && option !== "ro");
      return [{ mountPoint, type, options: type === "cgroup2" ? "" : withoutController(options) }];
    });
}

// A named hierarchy has no controller, which must be said.
function withoutController(options: readonly string[]): string {
  return options.some((option) => option.startsWith("name=")) ? ["none", ...options].join(",") : options.join(",");
}

/** Makes the group `name` in every hierarchy. Returns the files that a process writes itself into to join. */
export function makeCgroup(name: string): readonly string[] {
  return hierarchies().map(({ mountPoint, type }) => {
    const directory = join(mountPoint, name, type === "cgroup2" ? LEAF : "");
    mkdirSync(directory, { recursive: true });
    for (const setting of ["cpuset.cpus", "cpuset.mems"]) {
      // A v1 cpuset starts empty, and an empty one takes no process.
      if (type === "cgroup" && existsSync(join(directory, setting))) {
        writeFileSync(join(directory, setting), readFileSync(join(mountPoint, setting)));
      }
    }
    return join(directory, "cgroup.procs");
  });
}

/** Pids of all processes in the group `name` and below, in any hierarchy. */
export function cgroupProcesses(name: string): readonly number[] {
  const pids = hierarchies().flatMap(({ mountPoint }) =>
    groupsBelow(join(mountPoint, name)).flatMap((group) => readProcs(group)),
  );
  return [...new Set(pids)];
}

/** Removes the group `name` everywhere, bottom up. Rejects where a process stays in it. */
export async function removeCgroup(name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return removeGroups(name);
    } catch (error) {
      // The kernel lets go of a process a moment after it has ended.
      if (attempt === REMOVE_ATTEMPTS) {
        throw error;
      }
      await sleep(50);
    }
  }
}

function removeGroups(name: string): void {
  for (const { mountPoint } of hierarchies()) {
    for (const group of groupsBelow(join(mountPoint, name)).toReversed()) {
      rmdirSync(group);
    }
  }
}

/** `directory` and all groups below it, parents first. */
function groupsBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) {
    return [];
  }
  const children = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [directory, ...children.flatMap(({ name }) => groupsBelow(join(directory, name)))];
}

function readProcs(group: string): readonly number[] {
  try {
    return readFileSync(join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
