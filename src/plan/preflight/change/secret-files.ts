import type { AbsolutePath } from "../../../domain/absolute-path.ts";
import type { DesiredResource } from "../../../domain/resource.ts";

/** The files among `resources` that hold a private key. */
export function secretFiles(resources: readonly DesiredResource[]): readonly AbsolutePath[] {
  return resources.flatMap((resource) => {
    switch (resource.kind) {
      case "certificate":
        return [resource.keyPath];
      case "key-pair":
        return [resource.privatePath];
      case "kubeconfig":
        return resource.credential.kind === "embedded" ? [resource.path] : [];
      default:
        return [];
    }
  });
}
