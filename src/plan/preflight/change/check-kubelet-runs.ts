import { KUBELET_PATHS } from "../../../desired/kubelet/kubelet-paths.ts";
import { COMPONENTS } from "../../../domain/component.ts";
import type { Explained } from "../findings.ts";
import { rejected, warned } from "../findings.ts";
import type { ChangeCheck, ChangeFacts } from "./change-facts.ts";

const CHECK = "KubeletRunning";

/** The kubelet works: manifests are changed under no other. One that is down may be brought back by its own configuration. */
export const checkKubeletRuns: ChangeCheck = (_cluster, _node, facts) => {
  const problem = problemOf(facts);
  if (problem === undefined) {
    return [];
  }
  const { targets } = facts.request;
  const changesPods = COMPONENTS.some((component) => targets.has(component));
  const explained: Explained = {
    what: `The kubelet does not work: ${problem}.`,
    why: changesPods ? "No manifest is changed while nobody acts on it." : "The change does not need it.",
    fix: [
      "steadyplane service status kubelet",
      "steadyplane service logs kubelet",
      "Start it, then run the same command again.",
    ],
  };
  return [changesPods && !changesKubelet(facts) ? rejected(CHECK, explained) : warned(CHECK, explained)];
};

// Whoever stopped it may have had a reason: starting it again is no cure for what it was like before.
function changesKubelet({ request }: ChangeFacts): boolean {
  return request.writes.some((path) => path.startsWith(`${KUBELET_PATHS.home}/`));
}

function problemOf({ kubeletIsWell, kubeletService }: ChangeFacts): string | undefined {
  if (kubeletIsWell.kind === "present") {
    return undefined;
  }
  const state = kubeletService.kind === "present" ? kubeletService.value.state : undefined;
  if (kubeletIsWell.kind === "absent") {
    return state === "running" ? undefined : `its service is ${state ?? "not to be told"}`;
  }
  const lastExit = kubeletService.kind === "present" ? kubeletService.value.lastExit : undefined;
  const service = state === undefined ? [] : [`its service is ${state}`];
  return [kubeletIsWell.reason, ...service, ...(lastExit === undefined ? [] : [`it last ended with ${lastExit}`])].join(
    ", ",
  );
}
