import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Step } from "../domain/step.ts";
import { changesContent } from "./decide-path.ts";
import { writesOf } from "./writes-of.ts";

/** The files that hold something else once `steps` are carried out. A new mode or owner alone is no new content. */
export function changingFiles(steps: readonly Step[]): ReadonlySet<AbsolutePath> {
  return new Set(steps.flatMap(newContents));
}

function newContents({ resource, change }: Step): readonly AbsolutePath[] {
  if (change.kind === "keep") {
    return [];
  }
  const isReplaced = change.kind === "replace";
  if (isReplaced && resource.kind === "certificate") {
    // Made anew for the same key.
    return [resource.certPath];
  }
  const isFile = resource.kind === "file" || resource.kind === "static-pod";
  return isReplaced && isFile && !changesContent(change.because) ? [] : writesOf(resource);
}
