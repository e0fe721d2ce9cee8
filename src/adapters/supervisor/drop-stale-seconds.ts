import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path/posix";

const SECOND = /^(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler)-handoff\.yaml$/u;
const MARKER = /\/run\/steadyplane\/handoff\/tx[0-9a-f]{12}/u;

export interface KubeletPlace {
  /** The kubelet's configuration file, which says where it reads manifests. */
  readonly configuration: string;
  /** What stands before every path. */
  readonly root: string;
}

/**
 * Removes manifests of second instances that a reboot has left: what they mount is gone, so that they cannot start, and
 * the kubelet would try for ever. Others are left alone. Never fails: a kubelet that starts is worth more.
 */
export function dropStaleSeconds({ configuration, root }: KubeletPlace): void {
  try {
    const directory = join(root, staticPodPath(join(root, configuration)));
    for (const name of readdirSync(directory).filter((file) => SECOND.test(file))) {
      const path = join(directory, name);
      const marker = MARKER.exec(readFileSync(path, "utf8"))?.[0];
      if (marker !== undefined && !existsSync(join(root, marker))) {
        rmSync(path);
      }
    }
  } catch {
    // Without a directory there is nothing to remove.
  }
}

// The supervisor stays small: no YAML parser for one line that we write ourselves.
function staticPodPath(configuration: string): string {
  return (
    /^staticPodPath: *"?([^"\n]+)"?$/mu.exec(readFileSync(configuration, "utf8"))?.[1] ?? "/etc/kubernetes/manifests"
  );
}
