import { absolute, nameOf } from "../../domain/absolute-path.ts";
import type { FolderManifest } from "../../diagnose/doctor/doctor-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";

const RUNTIME_CONFIGURATION = absolute("/etc/containerd/config.toml");

/** An image that the next start needs, and for what. */
export interface NeededImage {
  readonly reference: string;
  readonly usedBy: readonly string[];
  /** Whether a missing one may be pulled. */
  readonly isPulled: boolean;
}

/** The images of every manifest, and the one that containerd makes sandboxes of. `madeHere`: repository that no registry has. */
export async function neededImages(
  manifests: readonly FolderManifest[],
  madeHere: string | undefined,
  files: FileSystem,
): Promise<readonly NeededImage[]> {
  const text = await files.readText(RUNTIME_CONFIGURATION);
  const sandbox =
    text.kind === "present"
      ? /^\s*sandbox(?:_image)?\s*=\s*['"](?<image>[^'"]+)['"]/mu.exec(text.value)?.groups?.["image"]
      : undefined;
  const named = manifests.flatMap(({ path, decoded }) => {
    const spec = decoded.kind === "present" && decoded.value.kind === "pod" ? decoded.value.pod.spec : undefined;
    const containers = spec === undefined ? [] : [...spec.initContainers, ...spec.containers];
    return containers.map(({ image, imagePullPolicy }) => {
      return { reference: image, usedBy: nameOf(path), isPulled: imagePullPolicy !== "Never" };
    });
  });
  const all = [
    ...named,
    ...(sandbox === undefined ? [] : [{ reference: sandbox, usedBy: "every Pod's sandbox", isPulled: true }]),
  ];
  const references = [...new Set(all.map(({ reference }) => reference))].filter((reference) => reference !== "");
  return references.map((reference) => {
    const users = all.filter((one) => one.reference === reference);
    const isMadeHere = madeHere !== undefined && reference.startsWith(`${madeHere}/`);
    return {
      reference,
      usedBy: [...new Set(users.map(({ usedBy }) => usedBy))],
      isPulled: !isMadeHere && users.every(({ isPulled }) => isPulled),
    };
  });
}
