import { absolute, below, parentOf } from "../../domain/absolute-path.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** What a kubeconfig says, or names a file for. `path` is undefined where it says it itself. */
export type Referenced =
  | { readonly kind: "present"; readonly text: string; readonly path: AbsolutePath | undefined }
  | { readonly kind: "absent" }
  | { readonly kind: "problem"; readonly problem: KubeconfigProblem };

/**
 * One of a kubeconfig's pairs of fields: base64 `data`, which goes first as in client-go, or the path of a file,
 * relative to the kubeconfig's own directory.
 */
export async function followReference(
  kubeconfig: AbsolutePath,
  { data, file }: { readonly data: string | undefined; readonly file: string | undefined },
  files: FileSystem,
): Promise<Referenced> {
  if (data !== undefined && data !== "") {
    return { kind: "present", text: Buffer.from(data, "base64").toString("utf8"), path: undefined };
  }
  if (file === undefined || file === "") {
    return { kind: "absent" };
  }
  const path = file.startsWith("/") ? absolute(file) : below(parentOf(kubeconfig), file);
  const text = await files.readText(path);
  switch (text.kind) {
    case "present":
      return { kind: "present", text: text.value, path };
    case "unreadable": {
      // A link whose target is gone: nothing is there that could be lost.
      const isDangling = text.reason === "ENOENT";
      const problem = isDangling
        ? ({ kind: "reference-absent", path } as const)
        : ({ kind: "reference-unreadable", path, reason: text.reason } as const);
      return { kind: "problem", problem };
    }
    case "absent":
      return { kind: "problem", problem: { kind: "reference-absent", path } };
  }
}
