import { COMPONENTS, type Component } from "../../domain/component.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { RunLog } from "./run-log.ts";
import { withMethods } from "./with-methods.ts";

/** The API, of which it is noted who holds the Leases of the components that elect a leader. */
export function seenLeases(api: ClusterApi, log: RunLog): ClusterApi {
  return withMethods(api, {
    get: async (reference) => {
      const object = await api.get(reference);
      const component = COMPONENTS.find((candidate) => candidate === reference.name);
      const spec = object?.["spec"];
      if (component !== undefined && reference.kind === "Lease" && isSpec(spec)) {
        const holder = spec.holderIdentity ?? "";
        if (lastHolder(component, log) !== holder) {
          log.note({ kind: "lease-held", component, holder });
        }
      }
      return object;
    },
  });
}

function lastHolder(component: Component, { entries }: RunLog): string | undefined {
  const held = entries.flatMap(({ happening }) =>
    happening.kind === "lease-held" && happening.component === component ? [happening.holder] : [],
  );
  return held.at(-1);
}

function isSpec(spec: unknown): spec is { readonly holderIdentity?: string | undefined } {
  return typeof spec === "object" && spec !== null;
}
