import type { Finding } from "../../domain/finding.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";
import { mountOf } from "./mount-of.ts";
import type { PreflightFacts, PreflightRequest } from "./preflight-facts.ts";

const CHECK = "StaticPodMount";
const NETWORK = new Set([
  "nfs",
  "nfs4",
  "cifs",
  "smb3",
  "ceph",
  "glusterfs",
  "fuse.glusterfs",
  "fuse.sshfs",
  "9p",
  "afs",
]);

interface MountFacts extends Pick<PreflightFacts, "mounts"> {
  readonly request: Pick<PreflightRequest, "manifests">;
}

/** Manifests can be put in place by a rename that the kubelet sees: local, writable, no file mounted on its own. */
export const checkMounts: Check<MountFacts> = (cluster, node, { mounts, request }) => {
  const staticPodPath = staticPodDirectory(cluster, node);
  if (mounts.kind !== "present") {
    return [notTold(CHECK, "how staticPodPath is mounted", mounts, [`findmnt --target ${staticPodPath}`])];
  }
  const mount = mountOf(staticPodPath, mounts.value);
  const pinned = request.manifests.filter((path) => mounts.value.some((found) => found.path === path));
  return [
    ...(mount?.isReadOnly === true ? [unusable(staticPodPath, "is mounted read-only")] : []),
    ...(mount !== undefined && NETWORK.has(mount.fileSystem)
      ? [unusable(staticPodPath, `is on a network file system (${mount.fileSystem})`)]
      : []),
    ...pinned.map((path) => unusable(path, "is a mount of its own")),
  ];
};

function unusable(path: string, problem: string): Finding {
  return rejected(CHECK, {
    what: `${path} ${problem}.`,
    why: "A manifest is put in place by a rename, and the kubelet must see it at once.",
    fix: [`findmnt --target ${path}`, "Unmount it, or set staticPodPath in KubeletConfiguration to a local directory."],
  });
}
