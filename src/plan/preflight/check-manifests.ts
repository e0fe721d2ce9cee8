import type { Finding } from "../../domain/finding.ts";
import { nameOf } from "../../domain/absolute-path.ts";
import type { Check } from "./check.ts";
import { checkOfPath, rejected } from "./findings.ts";
import type { ManifestFact } from "./preflight-facts.ts";
import { type ManifestContent, readManifest } from "./read-manifest.ts";

/** The kubelet skips larger files with an error. */
const TOO_LARGE = 10_000_000;

/** staticPodPath holds manifests of this control plane and nothing else: whatever file is there, is a Pod. */
export const checkManifests: Check = ({ etcd }, _node, { staticPods }) => {
  const { directory, manifests } = staticPods;
  if (manifests.kind === "present") {
    return manifests.value.flatMap((manifest) => {
      const problem = problemOf(manifest, etcd.kind === "local");
      return problem === undefined ? [] : [foreign(manifest.path, problem)];
    });
  }
  // What is no directory, or cannot be looked at, is reported with the path itself.
  const isDirectory = directory.kind === "present" && directory.value.type === "directory";
  return manifests.kind === "unreadable" && isDirectory ? [unlisted(staticPods.found.path, manifests.reason)] : [];
};

function problemOf({ path, status, text }: ManifestFact, hasLocalEtcd: boolean): string | undefined {
  if (status.kind === "unreadable") {
    return `cannot be read (${status.reason})`;
  }
  if (status.kind === "present" && status.value.type !== "file") {
    return status.value.type === "symlink" ? "is a symlink" : "is no regular file";
  }
  if (status.kind === "present" && status.value.size >= TOO_LARGE) {
    return "is too large for a manifest";
  }
  switch (text.kind) {
    case "absent":
      return undefined;
    case "unreadable":
      return `cannot be read (${text.reason})`;
    case "present":
      return contentProblem(nameOf(path), readManifest(text.value), hasLocalEtcd);
  }
}

function contentProblem(name: string, content: ManifestContent, hasLocalEtcd: boolean): string | undefined {
  switch (content.kind) {
    case "malformed":
      return `is no whole manifest (${content.reason})`;
    case "pod":
      return `holds a Pod of other origin, ${content.name}`;
    case "component":
      if (content.component === "etcd" && !hasLocalEtcd) {
        return "holds etcd, which this configuration has elsewhere";
      }
      return name === `${content.component}.yaml`
        ? undefined
        : `holds ${content.component}, which belongs in ${content.component}.yaml`;
  }
}

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
