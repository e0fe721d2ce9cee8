import type { Guard } from "../../ports/guard.ts";
import { apiServerHandoff } from "../handoff/api-server/api-server-handoff.ts";
import { etcdHandoff } from "../handoff/etcd/etcd-handoff.ts";
import { guardedPackets } from "../handoff/guarded-packets.ts";
import { guardedTable } from "../handoff/guarded-table.ts";
import type { Handoff } from "../handoff/handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff/handoff-context.ts";
import { keptPackets } from "../handoff/kept-packets.ts";
import { leaderHandoff } from "../handoff/leader/leader-handoff.ts";

/** The way in which this component hands its work over. */
export function handoffOf(
  subject: HandoffSubject,
  unguarded: HandoffEffects,
  { guard }: { readonly guard: Guard },
): Handoff {
  const effects = guarded(subject, unguarded, guard);
  switch (subject.component) {
    case "etcd":
      return etcdHandoff(subject, effects);
    case "kube-apiserver":
      return apiServerHandoff(subject, effects);
    case "kube-controller-manager":
    case "kube-scheduler":
      return leaderHandoff(subject, effects);
  }
}

/** No translation of the component is lost while it is needed, nor outlives this process for longer than it must. */
function guarded(subject: HandoffSubject, effects: HandoffEffects, guard: Guard): HandoffEffects {
  const { clock, reporter } = effects;
  const kept = keptPackets(effects.packets, clock, (table) =>
    reporter.notify({ kind: "warning", text: `the redirect of ${table} was taken away by somebody, and is set again` }),
  );
  return {
    ...effects,
    packets: guardedPackets(kept, guard, async (table) => guardedTable(subject, table, effects)),
  };
}
