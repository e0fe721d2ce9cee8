import { type AbsolutePath, below } from "../../../domain/absolute-path.ts";
import type { Commands } from "../../../ports/commands.ts";
import type { ContainerRuntime } from "../../../ports/container-runtime.ts";
import type { ImageOutcome, Program, Source, SourceProgress } from "../../../ports/source.ts";
import type { ImageContent } from "../../images/image-content.ts";
import { importImage } from "../../images/import-image.ts";
import { buildKey } from "./build-key.ts";
import { type BuildPorts, buildProgram } from "./build-program.ts";
import { findGoToolchain, type GoToolchain } from "./go-toolchain.ts";
import { MODULES_REPOSITORY, moduleImage } from "./module-image.ts";
import { recordedChecksums } from "./program-cache.ts";
import { type ModuleVersions, recipeFor } from "./recipe.ts";

export interface ModulesSettings {
  readonly versions: ModuleVersions;
  /** As Go calls it. */
  readonly architecture: string;
  /** {@link MODULES_CACHE} where nothing speaks against it. */
  readonly cache: AbsolutePath;
  /** Where image archives lie while they are imported. */
  readonly scratch: AbsolutePath;
  /** containerd's own socket, without a scheme. */
  readonly containerdAddress: AbsolutePath;
  readonly catatonit: AbsolutePath;
}

export interface ModulesPorts extends BuildPorts {
  readonly commands: Commands;
  readonly runtime: ContainerRuntime;
}

/** Builds programs from published Go modules, and images from the programs. What is built is kept and verified at each use. */
export function modulesSource(settings: ModulesSettings, ports: ModulesPorts): Source {
  const { versions, architecture, cache } = settings;
  let toolchain: Promise<GoToolchain> | undefined;
  const verified = new Map<Program, AbsolutePath>();
  const binary = async (program: Program, progress: SourceProgress): Promise<AbsolutePath> => {
    toolchain ??= findGoToolchain(architecture, ports.commands);
    const workshop = { cache, toolchain: await toolchain, ports };
    const path = verified.get(program) ?? (await buildProgram(recipeFor(program, versions), workshop, progress));
    verified.set(program, path);
    return path;
  };
  const images = async (references: readonly string[], progress: SourceProgress): Promise<readonly ImageOutcome[]> => {
    const outcomes: ImageOutcome[] = [];
    for (const reference of references) {
      const image = await contentOf(reference, settings, (program) => binary(program, progress), ports.runtime);
      if (image !== undefined) {
        progress(`importing ${reference}`);
        await importImage(image, { address: settings.containerdAddress, scratch: settings.scratch }, ports);
      }
      outcomes.push({ reference, outcome: image === undefined ? "present" : "imported" });
    }
    return outcomes;
  };
  const recognises = async (program: Program, sha256: string): Promise<boolean> => {
    toolchain ??= findGoToolchain(architecture, ports.commands);
    const key = await toolchain.then((found) => buildKey(recipeFor(program, versions), found)).catch(() => undefined);
    return key !== undefined && (await recordedChecksums(below(cache, key), ports.files))?.[program] === sha256;
  };
  return { name: "modules", imageRepository: MODULES_REPOSITORY, binary, recognises, images };
}

async function contentOf(
  reference: string,
  settings: ModulesSettings,
  binary: (program: Program) => Promise<AbsolutePath>,
  runtime: ContainerRuntime,
): Promise<ImageContent | undefined> {
  return (await runtime.image(reference)) === undefined ? moduleImage(reference, settings, binary) : undefined;
}
