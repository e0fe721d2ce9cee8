import type { FileSystem } from "../../ports/file-system.ts";
import type { GuardedInstance, GuardedTable } from "../../ports/guard.ts";
import { type EtcdPlace, readEtcdLayout } from "./etcd/etcd-layout.ts";
import type { HandoffSubject } from "./handoff-context.ts";

/** Who stands at both ends of the component's translation `table`: etcd's, or the API server's. */
export async function guardedTable(
  subject: HandoffSubject,
  table: string,
  effects: { readonly files: FileSystem },
): Promise<GuardedTable> {
  if (subject.component === "etcd") {
    const { canonical, second } = await readEtcdLayout(subject, effects);
    return { table, canonical: etcdInstance(canonical), second: etcdInstance(second) };
  }
  return {
    table,
    canonical: apiServerInstance(subject.apiServerPort),
    second: apiServerInstance(subject.ports.apiServer),
  };
}

function etcdInstance({ clientPort, readyUrl }: EtcdPlace): GuardedInstance {
  return { port: clientPort, probe: readyUrl };
}

// A loopback address is never translated.
function apiServerInstance(port: number): GuardedInstance {
  return { port, probe: `https://127.0.0.2:${port}/readyz` };
}
