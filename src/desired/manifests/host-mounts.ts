import type { HostPathMount } from "../../domain/cluster-spec.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";

/** Volumes and mounts of a Pod, sorted by name. Of two with one name the later counts, so the user's come last. */
export function hostMounts(all: readonly HostPathMount[]): Pick<StaticPodView, "mounts" | "volumes"> {
  const byName = new Map(all.map((mount) => [mount.name, mount]));
  const sorted = [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    mounts: sorted.map(({ name, mountPath, readOnly }) => ({ name, mountPath, isReadOnly: readOnly })),
    volumes: sorted.map(({ name, hostPath, pathType }) => ({ name, path: hostPath, type: pathType, hasType: true })),
  };
}

/** `path` of the host, at the same path in the Pod, where nothing can be written. */
export function readOnlyMount(name: string, path: string, pathType = "DirectoryOrCreate"): HostPathMount {
  return { name, hostPath: path, mountPath: path, readOnly: true, pathType };
}
