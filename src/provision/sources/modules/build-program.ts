import { type AbsolutePath, below } from "../../../domain/absolute-path.ts";
import { buildFailed } from "../../../errors/provision.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Reporter } from "../../../ports/reporter.ts";
import type { SourceProgress } from "../../../ports/source.ts";
import { lastWords } from "../../last-words.ts";
import { buildKey, workspaceKey } from "./build-key.ts";
import { BuildProgress } from "./build-progress.ts";
import { cachedBuild } from "./cached-build.ts";
import type { GoToolchain } from "./go-toolchain.ts";
import type { CachePorts } from "./program-cache.ts";
import type { Recipe } from "./recipe.ts";
import { moduleName, prepareWorkspace } from "./workspace.ts";

export interface BuildPorts extends CachePorts {
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** What every build of a run has in common. */
export interface Workshop {
  readonly cache: AbsolutePath;
  readonly toolchain: GoToolchain;
  readonly ports: BuildPorts;
}

/** The program's verified executable in the cache, built first where it is not there. Rejects with BuildFailed or ModuleUnavailable. */
export async function buildProgram(
  recipe: Recipe,
  workshop: Workshop,
  progress: SourceProgress,
): Promise<AbsolutePath> {
  const { program } = recipe;
  const { cache, toolchain, ports } = workshop;
  const make = async (draft: AbsolutePath): Promise<void> => {
    const workspace = await obtainWorkspace(recipe, workshop, progress);
    await compile(recipe, { workspace, output: below(draft, program) }, workshop, progress);
  };
  const entry = { cache, key: buildKey(recipe, toolchain), title: program, names: [program], make };
  return below(await cachedBuild(entry, ports, progress), program);
}

async function obtainWorkspace(recipe: Recipe, workshop: Workshop, progress: SourceProgress): Promise<AbsolutePath> {
  const { cache, toolchain, ports } = workshop;
  const entry = {
    cache,
    key: workspaceKey(recipe, toolchain),
    title: `the list of modules for ${moduleName(recipe)}`,
    names: ["go.mod", "go.sum", "tools.go"],
    make: (draft: AbsolutePath) => prepareWorkspace(recipe, draft, toolchain, ports.files, progress),
  };
  return cachedBuild(entry, ports, progress);
}

async function compile(
  recipe: Recipe,
  { workspace, output }: { readonly workspace: AbsolutePath; readonly output: AbsolutePath },
  { toolchain, ports: { clock } }: Workshop,
  progress: SourceProgress,
): Promise<void> {
  progress(`compiling ${recipe.program}`);
  const deps = await toolchain.run(["list", "-deps", recipe.package], { cwd: workspace });
  const display = new BuildProgress(recipe.program, deps.stdout.split("\n").filter(Boolean).length);
  const startedAt = clock.monotonicMs();
  const onLine = (line: string): void => {
    const detail = display.after(line, clock.monotonicMs() - startedAt);
    if (detail !== undefined) {
      progress(detail);
    }
  };
  const flags = ["-v", "-buildvcs=false", "-trimpath", "-ldflags", recipe.ldflags];
  const build = await toolchain.run(["build", ...flags, "-o", output, recipe.package], { cwd: workspace, onLine });
  if (build.exitCode !== 0) {
    throw buildFailed(recipe.program, moduleName(recipe), lastWords(build));
  }
}
