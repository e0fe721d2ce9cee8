import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { below, nameOf } from "../../domain/absolute-path.ts";
import { COMPONENTS, type Component } from "../../domain/component.ts";
import type { FolderManifest, UnreadName } from "../../diagnose/doctor/doctor-facts.ts";
import { decodeManifest, type DecodedManifest, type PodManifest } from "../../plan/preflight/decode-manifest.ts";
import type { ManifestFact, Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { observeStaticPods } from "../preflight/observe-static-pods.ts";

const TOO_LARGE = 10_000_000;

/** staticPodPath as the kubelet sees it, and what it does not see. */
export interface FolderView {
  readonly manifests: Seen<readonly FolderManifest[]>;
  readonly unreadNames: Seen<readonly UnreadName[]>;
  /** Those of the control plane that are whole. */
  readonly components: ReadonlyMap<Component, PodManifest>;
}

/** Looks through the directory of manifests at `path`. */
export async function observeFolder(path: AbsolutePath, files: FileSystem): Promise<FolderView> {
  const view = { source: "", path, agreements: [], disagreements: [], unreadable: [] };
  const [{ manifests }, names] = await Promise.all([observeStaticPods(files, view), files.list(path)]);
  const found = manifests.kind === "present" ? manifests.value : [];
  const decoded = await Promise.all(found.map((manifest) => decode(manifest, files)));
  return {
    manifests: manifests.kind === "present" ? { kind: "present", value: decoded } : manifests,
    unreadNames:
      names.kind === "present"
        ? { kind: "present", value: (await Promise.all(names.value.map((name) => unread(path, name, files)))).flat() }
        : names,
    components: componentsIn(decoded),
  };
}

async function decode({ path, status, text }: ManifestFact, files: FileSystem): Promise<FolderManifest> {
  if (status.kind === "unreadable") {
    return { path, decoded: status };
  }
  // The kubelet follows links.
  const isLink = status.kind === "present" && status.value.type === "symlink";
  const read: Seen<string> = isLink ? await files.readText(path) : text;
  const decoded: Seen<DecodedManifest> =
    read.kind === "present" ? { kind: "present", value: decodeManifest(read.value) } : read;
  return { path, decoded };
}

async function unread(directory: AbsolutePath, name: string, files: FileSystem): Promise<readonly UnreadName[]> {
  const status = await files.status(below(directory, name));
  const { type, size } = status.kind === "present" ? status.value : { type: "other", size: 0 };
  if (type === "directory") {
    return [{ name, because: "it is a directory" }];
  }
  if (name.startsWith(".")) {
    return [{ name, because: "its name begins with a dot" }];
  }
  return size >= TOO_LARGE ? [{ name, because: "it has 10 MB or more" }] : [];
}

/** By the name that a component's manifest has; failing that, by the Pod in it. */
function componentsIn(files: readonly FolderManifest[]): ReadonlyMap<Component, PodManifest> {
  const pods = files.flatMap(({ path, decoded }) =>
    decoded.kind === "present" && decoded.value.kind === "pod" ? [{ name: nameOf(path), pod: decoded.value.pod }] : [],
  );
  return new Map(
    COMPONENTS.flatMap((component) => {
      const own = pods.filter(
        ({ pod: { metadata } }) => metadata.name === component && metadata.namespace === "kube-system",
      );
      const found = own.find(({ name }) => name === `${component}.yaml`) ?? own.at(-1);
      return found === undefined ? [] : [[component, found.pod] as const];
    }),
  );
}
