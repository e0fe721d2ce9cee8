import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { imageNotPulled } from "../../errors/apply.ts";

/** Has the runtime pull `references`, one after the other, before anything on the host changes. Rejects with ImageNotPulled. */
export async function pullImages(
  references: readonly string[],
  { runtime, reporter }: { readonly runtime: ContainerRuntime; readonly reporter: Reporter },
): Promise<void> {
  for (const [index, reference] of references.entries()) {
    reporter.notify({
      kind: "stage-detail",
      stage: "preflight",
      detail: `pulling ${reference} (${index + 1} of ${references.length})`,
    });
    try {
      await runtime.pullImage(reference);
    } catch (error) {
      throw imageNotPulled(reference, error);
    }
  }
}
