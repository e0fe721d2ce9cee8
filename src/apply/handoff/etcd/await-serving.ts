import type { HandoffEffects } from "../handoff-context.ts";
import type { EtcdPlace } from "./etcd-layout.ts";
import { isServing } from "./is-serving.ts";
import type { KeepHeld } from "./with-traffic-held.ts";

const LOOK_EVERY_MS = 10;
const LIMIT_MS = 15_000;

/** Whether the instance comes to serve within 15 s while traffic is held; false as soon as its process ends. */
export async function awaitServing(
  place: EtcdPlace,
  pid: number | undefined,
  effects: Pick<HandoffEffects, "http" | "processes" | "clock">,
  keepHeld: KeepHeld,
): Promise<boolean> {
  const { clock, processes } = effects;
  const end = clock.monotonicMs() + LIMIT_MS;
  while (!(await isServing(place, effects))) {
    if (clock.monotonicMs() >= end || (pid !== undefined && !(await processes.isRunning(pid)))) {
      return false;
    }
    await keepHeld();
    await clock.sleep(LOOK_EVERY_MS);
  }
  return true;
}
