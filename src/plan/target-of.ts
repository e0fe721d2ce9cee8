import { KUBELET_PATHS } from "../desired/kubelet/kubelet-paths.ts";
import { podInputs } from "../desired/manifests/pod-inputs.ts";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Component } from "../domain/component.ts";
import type { PlannedChange } from "../domain/planned-change.ts";
import type { StaticPodResource } from "../domain/resource.ts";
import type { Step } from "../domain/step.ts";
import { unreachable } from "../domain/unreachable.ts";
import { changingFiles } from "./changing-files.ts";

export type Target = PlannedChange["target"];

/** Which Pods read a file of the host, first those that change first. */
export type Users = (path: AbsolutePath) => readonly Component[];

/** Who reads what, by flags and volumes of these Pods: under every profile, whether it is fingerprinted or not. */
export function usersAmong(pods: readonly StaticPodResource[]): Users {
  const inputs = pods.map(({ component, view }) => ({ component, paths: new Set(podInputs(view)) }));
  return (path) => inputs.filter(({ paths }) => paths.has(path)).map(({ component }) => component);
}

/** What a step changes together with: the first Pod that reads what it writes, the kubelet, or nothing that runs. */
export function targetOf(step: Step, users: Users): Target {
  const { resource } = step;
  const changing = [...changingFiles([step])];
  switch (resource.kind) {
    case "static-pod":
      return changing.length === 0 ? "files" : resource.component;
    case "kubeconfig":
      return resource.credential.kind === "rotating" ? "kubelet" : firstUser(changing, users);
    case "file":
      return changing.some((path) => KUBELET_FILES.has(path)) ? "kubelet" : firstUser(changing, users);
    case "certificate":
    case "key-pair":
      return firstUser(changing, users);
    case "service":
      return "kubelet";
    case "object":
      return "objects";
    case "account":
    case "directory":
      return "files";
    default:
      return unreachable(resource);
  }
}

const KUBELET_FILES: ReadonlySet<string> = new Set(Object.values(KUBELET_PATHS));

function firstUser(changing: readonly AbsolutePath[], users: Users): Target {
  return changing.flatMap(users)[0] ?? "files";
}
