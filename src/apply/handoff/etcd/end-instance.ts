import { etcdNotStopped } from "../../../errors/etcd.ts";
import { killProcess } from "../end-process.ts";
import type { HandoffEffects } from "../handoff-context.ts";
import type { EtcdPlace } from "./etcd-layout.ts";
import { isStopping } from "./is-stopping.ts";
import type { KeepHeld } from "./with-traffic-held.ts";

const LOOK_EVERY_MS = 10;
const LIMIT_MS = 6_000;

/**
 * Ends an etcd whose manifest was replaced as soon as the kubelet has begun to stop it: before, the kubelet would start it
 * again, and to wait for its end would take 7 s of silence or more. What it has acknowledged is on the disk. Rejects with
 * EtcdNotStopped.
 */
export async function endInstance(
  pid: number,
  place: EtcdPlace,
  { processes, clock }: Pick<HandoffEffects, "processes" | "clock">,
  keepHeld: KeepHeld,
): Promise<void> {
  const end = clock.monotonicMs() + LIMIT_MS;
  while (!(await isStopping(place, { processes }))) {
    if (clock.monotonicMs() >= end) {
      throw etcdNotStopped(place.clientPort, LIMIT_MS / 1000);
    }
    await keepHeld();
    await clock.sleep(LOOK_EVERY_MS);
  }
  await killProcess(pid, { processes, clock });
}
