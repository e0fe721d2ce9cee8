import { COMPONENTS } from "../../domain/component.ts";
import type { Specs } from "../../domain/specs.ts";
import type { GuardedTable } from "../../ports/guard.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import { guardedPackets } from "../handoff/guarded-packets.ts";
import { guardedTable } from "../handoff/guarded-table.ts";
import type { HandoffSubject } from "../handoff/handoff-context.ts";
import { keptPackets } from "../handoff/kept-packets.ts";
import type { ApplyPorts } from "./apply-ports.ts";
import { subjectOfComponent } from "./subject-of-component.ts";

/**
 * The packet filter of one transaction, on its way forward and back: no translation is lost while it is needed, nor
 * outlives this process for longer than it must.
 */
export function watchedPackets(
  specs: Specs,
  context: Pick<HandoffSubject, "transactionId" | "access" | "signal">,
  ports: ApplyPorts,
): PacketFilter {
  const { packets, clock, guard, interfaces, reporter } = ports;
  const kept = keptPackets(packets, clock, (table) =>
    reporter.notify({ kind: "warning", text: `the redirect of ${table} was taken away by somebody, and is set again` }),
  );
  // Tables are named after the components that they are made for.
  return guardedPackets(kept, guard, async (table): Promise<GuardedTable> => {
    const component = COMPONENTS.find((name) => name === table);
    if (component === undefined) {
      throw new Error(`no component is handed over by the table ${table}`);
    }
    return guardedTable(subjectOfComponent(component, specs, context, interfaces), table, ports);
  });
}
