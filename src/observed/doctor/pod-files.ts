import type { PodFiles } from "../../desired/manifests/pod-inputs.ts";
import type { PodManifest } from "../../plan/preflight/decode-manifest.ts";

/** What the first container of a Pod is started with and shown. */
export function podFiles({ spec }: PodManifest): PodFiles {
  const [container] = spec.containers;
  return {
    command: [...(container?.command ?? []), ...(container?.args ?? [])],
    mounts: (container?.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => {
      return { name, mountPath, isReadOnly: readOnly };
    }),
    volumes: spec.volumes.flatMap(({ name, hostPath }) =>
      hostPath === undefined
        ? []
        : [{ name, path: hostPath.path, type: hostPath.type ?? "", hasType: hostPath.type !== undefined }],
    ),
  };
}
