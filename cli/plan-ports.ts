import { renderStaticPod } from "../src/desired/manifests/render-static-pod.ts";
import { compileTemplates } from "../src/desired/templates.ts";
import type { NodeSpec } from "../src/domain/node-spec.ts";
import type { PlanPorts } from "../src/apply/transaction/plan-ports.ts";
import type { HostPorts } from "./compose.ts";
import { readTemplates } from "./read-templates.ts";

/** The ports as planning takes them, without anything that only a change needs. */
export function planPorts(ports: HostPorts, { criSocket }: Pick<NodeSpec, "criSocket">): PlanPorts {
  const render = compileTemplates(readTemplates());
  return {
    ...ports,
    runtime: ports.runtimeAt(criSocket),
    renderManifest: (resource, known) => renderStaticPod(resource, known, render),
  };
}
