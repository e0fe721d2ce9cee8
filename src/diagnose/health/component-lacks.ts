import { evidenceOf } from "../evidence.ts";
import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";
import type { Lack } from "./lack.ts";
import { leaseLack } from "./lease-lack.ts";
import { podLack } from "./pod-lack.ts";
import { probeLack } from "./probe-lack.ts";

/** What a component still lacks: its Pod first, then its own health, then its work. */
export function componentLacks(snapshot: Snapshot, component: ComponentSymptoms): readonly Lack[] {
  const detail = podLack(component, snapshot.runtime) ?? ownHealthLack(component) ?? workLack(snapshot, component);
  return detail === undefined ? [] : [{ stage: component.expected.component, detail, evidence: evidenceOf(component) }];
}

// etcd opens its health port last, after it has read its data.
function ownHealthLack({ expected, probes }: ComponentSymptoms): string | undefined {
  const lack = probeLack(probes);
  if (lack === undefined) {
    return undefined;
  }
  const isLoading = expected.component === "etcd" && lack.endsWith("not listening yet");
  return `container started, ${isLoading ? "loading data" : lack}`;
}

function workLack(snapshot: Snapshot, component: ComponentSymptoms): string | undefined {
  return snapshot.expectation.gates.leases ? leaseLack(snapshot, component) : undefined;
}
