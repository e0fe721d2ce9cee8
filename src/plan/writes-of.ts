import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { DesiredResource } from "../domain/resource.ts";

/** The files that carrying out a change of `resource` may write. */
export function writesOf(resource: DesiredResource): readonly AbsolutePath[] {
  switch (resource.kind) {
    case "certificate":
      return [resource.certPath, resource.keyPath];
    case "key-pair":
      return [resource.privatePath, resource.publicPath];
    case "file":
    case "static-pod":
      return [resource.path];
    case "kubeconfig":
      return resource.credential.kind === "embedded" ? [resource.path] : [resource.path, resource.credential.path];
    case "account":
    case "directory":
    case "service":
    case "object":
      return [];
  }
}
