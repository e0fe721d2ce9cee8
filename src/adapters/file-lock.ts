import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
const HELD_BY_ANOTHER = 75;

/**
 * Takes an exclusive flock(2) on `path`, which is created where it is absent, or gives undefined where another process
 * holds it. The kernel lets go when this process ends. Throws where util-linux' flock cannot be run or fails.
 */
export function tryFileLock(path: string): { release(): void } | undefined {
  const descriptor = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  // Node has no flock(2). The lock belongs to the open file, which the child shares, so it outlives the child.
  const { status, error } = spawnSync("flock", ["--nonblock", "--conflict-exit-code", String(HELD_BY_ANOTHER), "3"], {
    stdio: ["ignore", "ignore", "ignore", descriptor],
  });
  if (status === 0) {
    return { release: () => closeSync(descriptor) };
  }
  closeSync(descriptor);
  if (status !== HELD_BY_ANOTHER) {
    throw error ?? new Error(`flock ended with exit status ${status}`);
  }
  return undefined;
}
