import type { Step } from "../../domain/step.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";

/** The files to which steps give another content. Where only mode or owner change, the content stays. */
export function overwrittenFiles(steps: readonly Step[]): ReadonlySet<AbsolutePath> {
  const paths = steps.flatMap(({ resource, change }) => {
    const hasContent = resource.kind === "file" || resource.kind === "static-pod";
    const isOther =
      change.kind === "create" ||
      (change.kind === "replace" && change.because.some((reason) => !/^(?:mode|owner) /u.test(reason)));
    return hasContent && isOther ? [resource.path] : [];
  });
  return new Set(paths);
}
