import { apiServerHandoff } from "../handoff/api-server/api-server-handoff.ts";
import { etcdHandoff } from "../handoff/etcd/etcd-handoff.ts";
import type { Handoff } from "../handoff/handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff/handoff-context.ts";
import { leaderHandoff } from "../handoff/leader/leader-handoff.ts";

/** The way in which this component hands its work over. */
export function handoffOf(subject: HandoffSubject, effects: HandoffEffects): Handoff {
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
