import { GUARD_COMMAND } from "../src/apply/handoff/guard/clear-table.ts";
import { hostLocked } from "../src/errors/apply.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";

const GUARD_LIMIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Does `work` while this process alone has the host. Rejects with HostLocked where another run has it; a guard that takes
 * a leftover translation away has it for a moment only, and is waited for.
 */
export async function locked<T>(
  context: Pick<CommandContext, "commandLine">,
  { lock, clock }: Pick<HostPorts, "lock" | "clock">,
  work: () => Promise<T>,
): Promise<T> {
  const end = clock.monotonicMs() + GUARD_LIMIT_MS;
  for (;;) {
    const taken = await lock.take(context.commandLine);
    if (taken.kind === "taken") {
      try {
        return await work();
      } finally {
        await taken.release();
      }
    }
    if (taken.by?.command !== GUARD_COMMAND || clock.monotonicMs() >= end) {
      throw hostLocked(taken.by);
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
}
