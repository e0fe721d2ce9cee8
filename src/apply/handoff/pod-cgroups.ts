import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";

const CGROUPS = absolute("/sys/fs/cgroup");

/**
 * The directories of a Pod's control groups that are there, in the layouts of both cgroup drivers; with version 1 one
 * for each controller. Empty where the Pod is gone, or where the kubelet keeps them below another root.
 */
export async function podCgroups(uid: string, files: FileSystem): Promise<readonly AbsolutePath[]> {
  const candidates = (await hierarchies(files)).flatMap((root) => layouts(uid).map((path) => below(root, path)));
  const there = await Promise.all(candidates.map(async (path) => (await files.status(path)).kind === "present"));
  return candidates.filter((_, index) => there[index]);
}

async function hierarchies(files: FileSystem): Promise<readonly AbsolutePath[]> {
  const names = await files.list(CGROUPS);
  const isVersion1 = names.kind === "present" && !names.value.includes("cgroup.controllers");
  return isVersion1 ? names.value.map((controller) => below(CGROUPS, controller)) : [CGROUPS];
}

// kubernetes, pkg/kubelet/cm: cgroup_manager_linux.go and pod_container_manager_linux.go.
function layouts(uid: string): readonly string[] {
  const escaped = uid.replaceAll("-", "_");
  const classes = ["burstable", "besteffort"];
  return [
    `kubepods/pod${uid}`,
    ...classes.map((name) => `kubepods/${name}/pod${uid}`),
    `kubepods.slice/kubepods-pod${escaped}.slice`,
    ...classes.map((name) => `kubepods.slice/kubepods-${name}.slice/kubepods-${name}-pod${escaped}.slice`),
  ];
}
