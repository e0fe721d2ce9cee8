import { createHash } from "node:crypto";
import type { GoToolchain } from "./go-toolchain.ts";
import type { Recipe } from "./recipe.ts";

const HASH_LENGTH = 12;

/** Names a build by everything that decides its bytes: program, version, compiler, platform and the way it is built. */
export function buildKey(recipe: Recipe, toolchain: GoToolchain): string {
  const { siblings: _, ...what } = recipe;
  return keyOf(recipe.program, recipe, toolchain, { what, settings: toolchain.buildSettings });
}

/** Names the list of requirements that all programs of a module share. */
export function workspaceKey(recipe: Recipe, toolchain: GoToolchain): string {
  const { module, siblings, hasStagingModules } = recipe;
  const name = `requirements-${module.replaceAll("/", "-")}`;
  return keyOf(name, recipe, toolchain, { module, siblings, hasStagingModules });
}

function keyOf(name: string, { version }: Recipe, { version: go, platform }: GoToolchain, content: object): string {
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, HASH_LENGTH);
  return [name, version, go, platform, hash].join("-");
}
