import type { PodFault } from "./diagnose.ts";
import { ToolError } from "./tool-error.ts";

/** The kubelet has nothing to make a Pod from. */
export function manifestMissing(pod: string, path: string, directory: string): ToolError {
  return new ToolError("ManifestMissing", "failed", {
    what: `There is no manifest ${path}.`,
    why: `The kubelet runs what lies in ${directory}, so it runs no ${pod}.`,
    fix: [`ls -la ${directory}`, "steadyplane plan, which says what would write it again"],
  });
}

/** The kubelet finds one Pod in several files: which of them it runs is a matter of chance. */
export function manifestTwice(pod: string, paths: readonly string[]): ToolError {
  return new ToolError("ManifestTwice", "failed", {
    what: `${paths.length} files hold the Pod ${pod}: ${paths.join(", ")}.`,
    why: "The kubelet reads every file in this folder that has no dot before its name, whatever stands behind it, and runs one of them. Nothing was changed.",
    fix: [
      `diff ${paths.join(" ")}`,
      "Move the one that is not meant out of the folder; a backup does not belong here.",
    ],
  });
}

/** The kubelet's own question fails, and not for the process's sake. `isHealthy`: it answers where it listens. */
export function probeFails(fault: PodFault, probe: string, url: string, isHealthy: boolean): ToolError {
  const { component, manifestPath, evidence } = fault;
  const otherwise = isHealthy ? "is healthy where it listens" : "does not listen there by its own flags";
  return new ToolError(
    "ProbeFails",
    "failed",
    {
      what: `The ${probe} of ${component} fails: it asks ${url}, and ${component} ${otherwise}.`,
      why: "By this answer the kubelet ends the container again and again, or calls the Pod not ready. Nothing was changed.",
      fix: [`grep -n -A8 ${probe} ${manifestPath}`, "Have the probe ask where the process listens."],
    },
    { evidence },
  );
}

/** A name that is neither a component nor a static Pod of this node. */
export function noSuchPod(name: string, known: readonly string[], directory: string): ToolError {
  return new ToolError(
    "NoSuchPod",
    "usage",
    {
      what: `This node has no static Pod ${JSON.stringify(name)}.`,
      why: `It is no component of a control plane, and no manifest in ${directory} has that name. Nothing was changed.`,
      fix: ["Name one of these."],
    },
    { evidence: known },
  );
}
