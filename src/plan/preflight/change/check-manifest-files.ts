import { nameOf } from "../../../domain/absolute-path.ts";
import type { Finding } from "../../../domain/finding.ts";
import { rejected } from "../findings.ts";
import { manifestProblem } from "../manifest-problem.ts";
import type { ChangeCheck } from "./change-facts.ts";

/**
 * Whatever file the kubelet reads in staticPodPath is whole, and no second one for a component. Pods of others may be
 * there. What the plan writes anew is not looked at here.
 */
export const checkManifestFiles: ChangeCheck = ({ etcd }, _node, { staticPods: { manifests, found }, request }) => {
  if (manifests.kind !== "present") {
    return [unlisted(found.path, manifests.kind === "unreadable" ? manifests.reason : "it is not there")];
  }
  const others = manifests.value.filter(({ path }) => !request.writes.includes(path));
  return others.flatMap((manifest) => {
    const problem = manifestProblem(manifest, { hasLocalEtcd: etcd.kind === "local", allowsOthers: true });
    return problem === undefined ? [] : [foreign(manifest.path, nameOf(manifest.path), problem)];
  });
};

function foreign(path: string, name: string, problem: string): Finding {
  return rejected(`StaticPodPath-${name}`, {
    what: `${path} ${problem}.`,
    why: "The kubelet runs every file in this directory as a Pod, whatever its name; a second one for a Pod makes it flap.",
    fix: [
      `head ${path}`,
      "Have whoever wrote it complete it, or move it out of the directory; its Pod, if it runs, stops then.",
    ],
  });
}

function unlisted(path: string, reason: string): Finding {
  return rejected("StaticPodPath", {
    what: `The names in ${path} cannot be read: ${reason}.`,
    why: "What else the kubelet runs from there is not known.",
    fix: [`ls -la ${path}`, "Repair it, then run the same command again."],
  });
}
