import type { TestProject } from "vitest/node";
import { clearLeftovers } from "../../lab/clear-leftovers.ts";
import { imageSet } from "../../lab/image-set.ts";
import type { NodeParts } from "../../lab/node.ts";
import { nodePrograms } from "../../lab/node-source.ts";
import { productCopy } from "../../lab/product.ts";

declare module "vitest" {
  export interface ProvidedContext {
    nodeParts: NodeParts;
  }
}

/** Makes what every host needs, once for all files. Quick where `npm test` made it already. */
export async function setup(project: TestProject): Promise<void> {
  await clearLeftovers();
  const programs = await nodePrograms(() => undefined);
  const images = await imageSet(programs, () => undefined);
  project.provide("nodeParts", { programs: Object.fromEntries(programs), images, product: productCopy() });
}

export async function teardown(): Promise<void> {
  await clearLeftovers();
}
