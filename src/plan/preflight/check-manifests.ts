import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { checkOfPath, rejected } from "./findings.ts";
import { manifestProblem } from "./manifest-problem.ts";

/** staticPodPath holds manifests of this control plane and nothing else: whatever file is there, is a Pod. */
export const checkManifests: Check = ({ etcd }, _node, { staticPods }) => {
  const { directory, manifests } = staticPods;
  if (manifests.kind === "present") {
    return manifests.value.flatMap((manifest) => {
      const problem = manifestProblem(manifest, { hasLocalEtcd: etcd.kind === "local", allowsOthers: false });
      return problem === undefined ? [] : [foreign(manifest.path, problem)];
    });
  }
  // What is no directory, or cannot be looked at, is reported with the path itself.
  const isDirectory = directory.kind === "present" && directory.value.type === "directory";
  return manifests.kind === "unreadable" && isDirectory ? [unlisted(staticPods.found.path, manifests.reason)] : [];
};

function foreign(path: string, problem: string): Finding {
  return rejected(checkOfPath("FileAvailable", path), {
    what: `${path} ${problem}.`,
    why: "The kubelet runs every file in this directory as a Pod, whatever its name; a second one for a Pod makes it flap.",
    fix: [
      `head ${path}`,
      "Move it out of the directory if it is not needed; its Pod, if it runs, stops then.",
      "steadyplane reset, if it is left from a control plane that is no longer wanted.",
    ],
  });
}

function unlisted(path: string, reason: string): Finding {
  return rejected(checkOfPath("FileAvailable", path), {
    what: `The names in ${path} cannot be read (${reason}).`,
    why: "What cannot be read is not taken for empty.",
    fix: [`ls -la ${path}`, "Repair it, then run the same command again."],
  });
}
