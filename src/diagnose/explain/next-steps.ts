import { unreachable } from "../../domain/unreachable.ts";
import type { ChainInput } from "./chain-input.ts";
import type { Link, LinkName } from "./chain.ts";

const KUBELET_LOG = "steadyplane service logs kubelet -n 100";
const RUNTIME = ["steadyplane service status containerd", "steadyplane service logs containerd"];

/** Where to look next when no cause is proven, most telling first. */
export function nextSteps(chain: readonly Link[], { snapshot, pod }: ChainInput): readonly string[] {
  const failing = chain.find(({ state }) => state === "failing")?.name;
  const away = snapshot.runtime.kind === "away" ? RUNTIME : [];
  const first = failing ?? chain.find(({ state }) => state === "could not tell")?.name;
  return [...new Set([...away, ...(first === undefined ? [] : stepsAt(first, pod))])];
}

function stepsAt(link: LinkName, { name, manifestPath }: ChainInput["pod"]): readonly string[] {
  switch (link) {
    case "kubelet":
      return ["steadyplane service status kubelet", KUBELET_LOG];
    case "manifest":
      return [`ls -l ${manifestPath}`, KUBELET_LOG];
    case "image":
    case "sandbox":
      return [KUBELET_LOG, ...RUNTIME];
    case "container":
      return [`steadyplane logs ${name}`, KUBELET_LOG];
    case "process":
    case "listening":
    case "health":
      return [`steadyplane logs ${name} --tail 50`, `steadyplane logs ${name} --previous --tail 50`];
    case "lease":
      return ["steadyplane explain kube-apiserver", `steadyplane logs ${name} --tail 50`];
    case "mirror Pod":
      return ["steadyplane explain kube-apiserver", KUBELET_LOG];
    default:
      return unreachable(link);
  }
}
