import type { ConfigProblem } from "../domain/config-problem.ts";
import { linesOfProblems } from "./config.ts";
import { ToolError } from "./tool-error.ts";

/** A file that the kubelet would not run. */
export function staticPodRejected(file: string, problems: readonly ConfigProblem[]): ToolError {
  const count = problems.length === 1 ? "one reason" : `${problems.length} reasons`;
  return new ToolError(
    "StaticPodRejected",
    "usage",
    {
      what: `The kubelet would reject ${file}, for ${count}.`,
      why: "It says so in its own log alone, and runs no such Pod. Nothing was changed.",
      fix: [`Correct the lines shown, then run: steadyplane static-pods lint ${file}`],
    },
    { evidence: linesOfProblems(problems) },
  );
}

/** A file that shall be added, or looked into, cannot be read. */
export function staticPodFileUnreadable(file: string, reason: string): ToolError {
  return new ToolError("StaticPodFileUnreadable", "usage", {
    what: `${file} cannot be read: ${reason}.`,
    why: "What is in it is not known. Nothing was changed.",
    fix: [`ls -l ${file}`, "Name a file that can be read."],
  });
}

/** The kubelet reads no directory to which a Pod could be added. */
export function noStaticPodDirectory(directory: string, problem: string): ToolError {
  return new ToolError("NoStaticPodDirectory", "preflight", {
    what: `${directory} ${problem}.`,
    why: "It is where the kubelet of this host reads static Pods. Nothing was changed.",
    fix: [`ls -ld ${directory}`, "Make it a directory, or set staticPodPath in the kubelet's configuration."],
  });
}

/** Something has the place, or the name, that a Pod shall have. */
export function staticPodInTheWay(what: string, why: string, fix: readonly string[]): ToolError {
  return new ToolError("StaticPodInTheWay", "preflight", { what, why: `${why} Nothing was changed.`, fix });
}

/** A Pod that only `apply` may touch. */
export function staticPodOfControlPlane(component: string, path: string): ToolError {
  return new ToolError("StaticPodOfControlPlane", "preflight", {
    what: `${path} is the place of ${component}, which is part of the control plane.`,
    why: "Without a handoff the API would be away, and nothing would undo it. Nothing was changed.",
    fix: ["steadyplane edit, to change it", "steadyplane reset, to take the whole control plane away"],
  });
}

/** What became of a file whose Pod did not get ready. */
export type LeftFile = "taken away" | "kept" | "was there" | { readonly stuck: string };

/** A Pod that was added, and did not get ready. */
export function staticPodNotReady(
  podName: string,
  path: string,
  because: string,
  left: LeftFile,
  evidence: readonly string[],
): ToolError {
  const isStuck = typeof left === "object";
  const state = isStuck
    ? `${path} could not be taken away again (${left.stuck}), so the kubelet goes on trying.`
    : `${path} ${LEFT[left]}`;
  return new ToolError(
    "StaticPodNotReady",
    isStuck ? "not-rolled-back" : "failed",
    {
      what: `${podName} did not get ready: ${because}.`,
      why: `What runs in it is of no use like that. ${state}`,
      fix: isStuck
        ? [`rm ${path}`]
        : left === "taken away"
          ? ["Correct the file, then add it again.", "Or add it with --keep, and look into it while it is there."]
          : [`steadyplane explain ${podName}`, `steadyplane static-pods remove ${podName}`],
    },
    { evidence },
  );
}

const LEFT = {
  "taken away": "was taken away again, and the kubelet stops what it had started.",
  kept: "was kept, and the kubelet goes on trying.",
  "was there": "was there before and stays.",
} as const;

/** The file of a Pod is gone, and the Pod is not, as far as can be seen. */
export function staticPodStillRuns(podName: string, path: string, what: string): ToolError {
  return new ToolError("StaticPodStillRuns", "failed", {
    what: `${path} was removed, but ${what}.`,
    why: "The kubelet stops a Pod whose file is gone as soon as it can. Nothing else was changed.",
    fix: [
      "steadyplane service status kubelet",
      "steadyplane static-pods list, until it does not show it any more",
      `To have ${podName} back, add its file again.`,
    ],
  });
}

/** Two files hold one Pod, so its name does not tell which is meant. */
export function staticPodTwice(podName: string, paths: readonly string[]): ToolError {
  return new ToolError(
    "StaticPodTwice",
    "usage",
    {
      what: `${paths.length} files hold ${podName}.`,
      why: "The kubelet runs the last of them; when it is removed, it runs another one. Nothing was changed.",
      fix: ["Name the file instead of the Pod."],
    },
    { evidence: paths },
  );
}
