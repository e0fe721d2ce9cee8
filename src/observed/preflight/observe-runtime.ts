import type { PreflightFacts, Seen } from "../../plan/preflight/preflight-facts.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import { seenOf } from "./seen-of.ts";

type RuntimeFacts = Pick<PreflightFacts, "runtime" | "images">;

/** The container runtime, and which of the images it has. */
export async function observeRuntime(
  runtime: ContainerRuntime | undefined,
  references: readonly string[],
): Promise<RuntimeFacts> {
  const [seen, images] = await Promise.all([
    seenOf(async () => (runtime === undefined ? undefined : observe(runtime))),
    Promise.all(references.map(async (reference) => ({ reference, image: await observeImage(runtime, reference) }))),
  ]);
  return { runtime: seen, images };
}

async function observe(runtime: ContainerRuntime) {
  const [{ name, version }, unmetConditions, driver] = await Promise.all([
    runtime.version(),
    runtime.unmetConditions(),
    runtime.cgroupDriver(),
  ]);
  return { name, version, unmetConditions, hasRuntimeConfig: driver !== undefined };
}

async function observeImage(
  runtime: ContainerRuntime | undefined,
  reference: string,
): Promise<Seen<{ readonly id: string }>> {
  return seenOf(async () => runtime?.image(reference));
}
