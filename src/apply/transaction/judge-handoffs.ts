import { expectationFromManifests } from "../../diagnose/expectation-from-manifests.ts";
import { KUBELET_PATHS } from "../../desired/kubelet/kubelet-paths.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { Component } from "../../domain/component.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../domain/handoff/handoff-ports.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import { observeHandoffFacts } from "../../observed/handoff/observe-handoff-facts.ts";
import { checkHandoff, type HandoffVerdict } from "../../plan/handoff/check-handoff.ts";
import type { ApplyRequest } from "./apply-request.ts";
import type { ObservedForChange } from "./observe-for-change.ts";
import type { PlanPorts } from "./plan-ports.ts";

/** Whether each of `components` can be handed over as it is now. Reads only. */
export async function judgeHandoffs(
  components: readonly Component[],
  { cluster, node }: ApplyRequest,
  { desired, access }: ObservedForChange,
  ports: PlanPorts,
): Promise<ReadonlyMap<Component, HandoffVerdict>> {
  if (components.length === 0) {
    return new Map();
  }
  const expectation = await expectationFromManifests(ports.files, {
    nodeName: node.name,
    hostname: node.facts.hostname,
    staticPodPath: staticPodDirectory(cluster, node),
    kubeletConfigPath: KUBELET_PATHS.config,
    access,
    address: node.advertiseAddress,
  });
  const changing = desired.flatMap(({ resource }): readonly StaticPodResource[] =>
    resource.kind === "static-pod" && components.includes(resource.component) ? [resource] : [],
  );
  const api = access === undefined ? undefined : ports.clusterApi(access);
  const facts = await observeHandoffFacts(
    { ...ports, api },
    { desired: changing, expectation, ports: DEFAULT_HANDOFF_PORTS },
  );
  return new Map(facts.components.map((own) => [own.component, checkHandoff(own, facts.host)]));
}
