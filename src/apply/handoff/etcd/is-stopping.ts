import type { Processes } from "../../../ports/processes.ts";
import type { EtcdPlace } from "./etcd-layout.ts";

/**
 * Whether the instance has been told to stop, or is gone. It closes its sockets one after another and waits up to seven
 * seconds at each, in any order (etcd, server/embed/etcd.go, Close): so one that is closed says it.
 */
export async function isStopping(
  { clientPort, clientSockets }: EtcdPlace,
  { processes }: { readonly processes: Processes },
): Promise<boolean> {
  const open = (await processes.listeners()).filter(({ port }) => port === clientPort);
  return open.length < clientSockets;
}
