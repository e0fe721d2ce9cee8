import { absolute, type AbsolutePath } from "../../domain/absolute-path.ts";
import type { MountView, StaticPodView } from "../../domain/static-pod-view.ts";

// The ends of the names of all flags that name a file to be read: --tls-cert-file, --etcd-cafile, --kubeconfig,
// --encryption-provider-config, --kubelet-client-certificate, --tls-sni-cert-key, --kubelet-certificate-authority, …
const FILE_FLAG = /^--(?<name>[^=]*(?:file|config|certificate|key|authority|manifest))=(?<value>.*)$/su;

/** The part of a Pod that says which files it reads. */
export type PodFiles = Pick<StaticPodView, "command" | "mounts" | "volumes">;

/** The files of the host that a Pod's flags name and its volumes show it, sorted. */
export function podInputs(view: PodFiles): readonly AbsolutePath[] {
  const paths = view.command.flatMap(namedFiles).flatMap((path) => onHost(view, path));
  return [...new Set(paths)].toSorted();
}

// --tls-sni-cert-key names two files and the hosts they serve: `/a.crt,/a.key:example.org`.
function namedFiles(argument: string): readonly string[] {
  const value = FILE_FLAG.exec(argument)?.groups?.["value"] ?? "";
  return value.split(/[,:]/u).filter((part) => part.startsWith("/"));
}

/** Where on the host a file is that a Pod sees at `path`; none where no volume shows it. */
export function onHost({ mounts, volumes }: Omit<PodFiles, "command">, path: string): readonly AbsolutePath[] {
  const mount = mounts.filter(({ mountPath }) => holds(mountPath, path)).toSorted(deepestFirst)[0];
  const volume = volumes.find(({ name }) => name === mount?.name);
  if (mount === undefined || volume === undefined) {
    return [];
  }
  return [absolute(`${trimmed(volume.path)}${path.slice(trimmed(mount.mountPath).length)}`)];
}

function holds(directory: string, path: string): boolean {
  return path === directory || path.startsWith(`${trimmed(directory)}/`);
}

function deepestFirst(a: MountView, b: MountView): number {
  return b.mountPath.length - a.mountPath.length;
}

function trimmed(path: string): string {
  return path.replace(/\/+$/u, "");
}
