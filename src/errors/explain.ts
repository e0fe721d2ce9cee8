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
