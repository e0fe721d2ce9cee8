import { nameOf } from "../../../domain/absolute-path.ts";
import type { Finding } from "../../../domain/finding.ts";
import { checkOfPath, notTold, rejected } from "../findings.ts";
import { mountOf } from "../mount-of.ts";
import type { ChangeCheck, SeenStatus } from "./change-facts.ts";

/** The kubelet keeps this link itself. */
const OWN_LINK = "kubelet-client-current.pem";

/** Every file that is replaced is a file, on a file system that can be written to, and not mounted by itself. */
export const checkTargets: ChangeCheck = (_cluster, _node, { targets, mounts, request }) => {
  const known = mounts.kind === "present" ? mounts.value : [];
  const found = targets.flatMap((target): readonly Finding[] => {
    const problem = kindProblem(target);
    const mount = mountOf(target.path, known);
    const isManifest = request.manifests.includes(target.path);
    return [
      ...(problem === undefined ? [] : [unusable(target.path, problem)]),
      // Of manifests the check of staticPodPath tells it.
      ...(mount?.path === target.path && !isManifest ? [unusable(target.path, "is a mount of its own")] : []),
      ...(mount?.isReadOnly === true && !isManifest ? [readOnly(target.path, mount.path)] : []),
    ];
  });
  const unknown =
    mounts.kind === "present" ? [] : [notTold("Mounts", "how the files to change are mounted", mounts, ["findmnt"])];
  return [...unknown, ...uniqueByCheck(found)];
};

function kindProblem({ path, status }: SeenStatus): string | undefined {
  switch (status.kind) {
    case "absent":
      return undefined;
    case "unreadable":
      return `cannot be looked at (${status.reason})`;
    case "present": {
      const { type } = status.value;
      return type === "file" || (type === "symlink" && nameOf(path) === OWN_LINK) ? undefined : `is a ${type}`;
    }
  }
}

function unusable(path: string, problem: string): Finding {
  return rejected(checkOfPath("FileReplaceable", path), {
    what: `${path} ${problem}, so that no file can be put in its place.`,
    why: "A file is replaced by a rename, never written to where it is; what it leads to may be somebody else's.",
    fix: [`ls -ld ${path}; findmnt ${path}`, "Make it a plain file, then run the same command again."],
  });
}

function readOnly(path: string, mount: string): Finding {
  return rejected(checkOfPath("ReadOnly", mount), {
    what: `${path} is to be replaced, and ${mount} is mounted read-only.`,
    why: "Nothing can be written there.",
    fix: [`findmnt --target ${path}`, `mount -o remount,rw ${mount}, then run the same command again.`],
  });
}

function uniqueByCheck(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ check }, index) => findings.findIndex((finding) => finding.check === check) === index);
}
