import { runtimeNotAnswering } from "../../errors/provision.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { Services } from "../../ports/services.ts";

const LIMIT_MS = 60_000;
const POLL_MS = 100;
const EVIDENCE_LINES = 10;

export interface WaitPorts {
  readonly clock: Clock;
  readonly runtime: ContainerRuntime;
  readonly services: Services;
}

/** Resolves to the runtime's name and version as soon as its CRI answers. Rejects with RuntimeNotAnswering after a minute. */
export async function waitForRuntime(
  socket: string,
  ports: WaitPorts,
  progress: (detail: string) => void,
): Promise<string> {
  const startedAt = ports.clock.monotonicMs();
  for (;;) {
    try {
      const { name, version } = await ports.runtime.version();
      return `${name} ${version}`;
    } catch (error) {
      // Any answer but the version: containerd refuses calls in several ways before its CRI plugin is ready.
      const { state, lastExit } = await ports.services.status("containerd");
      progress(
        `containerd is ${state}${lastExit === undefined ? "" : ` (before: ${lastExit})`}, its CRI does not answer yet`,
      );
      if (ports.clock.monotonicMs() - startedAt >= LIMIT_MS) {
        const lines = await ports.services.logs("containerd", EVIDENCE_LINES);
        throw runtimeNotAnswering(socket, LIMIT_MS, [error instanceof Error ? error.message : String(error), ...lines]);
      }
    }
    await ports.clock.sleep(POLL_MS);
  }
}
