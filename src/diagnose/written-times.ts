import type { Component } from "../domain/component.ts";
import type { DesiredResource, StaticPodResource } from "../domain/resource.ts";
import type { Step } from "../domain/step.ts";

/** Since when what is seen of a component is about what it is now. A component that is not named has not changed. */
export interface WrittenTimes {
  readonly manifestWrittenAt: Readonly<Partial<Record<Component, number>>>;
  readonly inputsWrittenAt: Readonly<Partial<Record<Component, number>>>;
}

/** Which components `steps`, begun at `changedAt`, give another manifest or other files to mount. */
export function writtenTimes(steps: readonly Step[], changedAt: number): WrittenTimes {
  const changed = steps.filter(({ change }) => change.kind !== "keep").map(({ resource }) => resource);
  const paths = changed.flatMap(pathsOf);
  const pods = steps.flatMap(({ resource }) => (resource.kind === "static-pod" ? [resource] : []));
  const at = (isChanged: (pod: StaticPodResource) => boolean) =>
    Object.fromEntries(pods.filter(isChanged).map(({ component }) => [component, changedAt]));
  return {
    manifestWrittenAt: at((pod) => changed.includes(pod)),
    inputsWrittenAt: at((pod) => paths.some((path) => mounts(pod, path))),
  };
}

function pathsOf(resource: DesiredResource): readonly string[] {
  switch (resource.kind) {
    case "file":
    case "kubeconfig":
      return [resource.path];
    case "certificate":
      return [resource.certPath, resource.keyPath];
    case "key-pair":
      return [resource.privatePath, resource.publicPath];
    default:
      return [];
  }
}

function mounts({ view }: StaticPodResource, path: string): boolean {
  return view.volumes.some((volume) => path === volume.path || path.startsWith(`${volume.path}/`));
}
