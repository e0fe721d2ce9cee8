import { type AbsolutePath, absolute } from "../../../domain/absolute-path.ts";
import type { Component } from "../../../domain/component.ts";
import type { StaticPodResource } from "../../../domain/resource.ts";
import { flagValue } from "../../../desired/handoff/command-flags.ts";

/** A certificate and its key that a component is told to use. */
export interface UsedPair {
  readonly component: Component;
  readonly certificate: AbsolutePath;
  readonly key: AbsolutePath;
}

/** Flags that name a certificate, with those that name its key. */
const FLAGS = [
  ["cert-file", "key-file"],
  ["peer-cert-file", "peer-key-file"],
  ["tls-cert-file", "tls-private-key-file"],
  ["etcd-certfile", "etcd-keyfile"],
  ["kubelet-client-certificate", "kubelet-client-key"],
  ["proxy-client-cert-file", "proxy-client-key-file"],
] as const;

/**
 * The pairs that `pods` use and that a plan leaves as they are; `writes` are the files that it makes. What a container
 * sees at another path than the host is not among them.
 */
export function usedPairs(pods: readonly StaticPodResource[], writes: readonly AbsolutePath[]): readonly UsedPair[] {
  const made = new Set<string>(writes);
  return pods.flatMap(({ component, view }) => {
    const isSeen = (path: string): boolean =>
      view.mounts.some(({ name, mountPath }) => {
        const isBelow = path === mountPath || path.startsWith(`${mountPath}/`);
        return isBelow && view.volumes.some((volume) => volume.name === name && volume.path === mountPath);
      });
    return FLAGS.flatMap(([certificateFlag, keyFlag]): readonly UsedPair[] => {
      const certificate = flagValue(view.command, certificateFlag);
      const key = flagValue(view.command, keyFlag);
      if (certificate === undefined || key === undefined || made.has(certificate) || made.has(key)) {
        return [];
      }
      return isSeen(certificate) && isSeen(key)
        ? [{ component, certificate: absolute(certificate), key: absolute(key) }]
        : [];
    });
  });
}
