import { basename } from "node:path/posix";
import { absolute, type AbsolutePath, below } from "../../../domain/absolute-path.ts";
import { moduleUnavailable } from "../../../errors/provision.ts";
import type { FileSystem } from "../../../ports/file-system.ts";
import type { SourceProgress } from "../../../ports/source.ts";
import { lastWords } from "../../last-words.ts";
import type { GoToolchain } from "./go-toolchain.ts";
import type { Recipe } from "./recipe.ts";

const STAGING = /^\s*(?:require\s+)?(?<module>k8s\.io\/[\w.-]+) v0\.0\.0\s*(?:\/\/.*)?$/gmu;

/** Modules that Kubernetes' go.mod requires as exactly v0.0.0, sorted. */
export function stagingModules(goMod: string): readonly string[] {
  const names = [...goMod.matchAll(STAGING)].flatMap(({ groups }) => groups?.["module"] ?? []);
  return [...new Set(names)].toSorted();
}

/** go.mod of a module of our own that requires the recipe's. */
export function renderGoMod(recipe: Recipe, goVersion: string, staging: readonly string[]): string {
  const language = /^go(?<language>\d+\.\d+)/u.exec(goVersion)?.groups?.["language"] ?? "1.26";
  const stagingVersion = recipe.version.replace(/^v1\./u, "v0.");
  return [
    "module steadyplane.dev/build",
    `go ${language}`,
    `require ${recipe.module} ${recipe.version}`,
    ...staging.map((module) => `replace ${module} => ${module} ${stagingVersion}`),
    "",
  ].join("\n");
}

/** A file that no build includes and that makes `go mod tidy` keep what the programs need. */
export function renderTools(recipe: Recipe): string {
  return ["//go:build tools", "", "package tools", "", ...recipe.siblings.map((path) => `import _ "${path}"`), ""].join(
    "\n",
  );
}

/**
 * Fetches the modules of `recipe` and writes go.mod, go.sum and tools.go into `directory`, which is there and empty.
 * Every module is verified by the checksum database. Rejects with ModuleUnavailable.
 */
export async function prepareWorkspace(
  recipe: Recipe,
  directory: AbsolutePath,
  toolchain: GoToolchain,
  files: FileSystem,
  progress: SourceProgress,
): Promise<void> {
  progress(`fetching ${recipe.module} ${recipe.version}`);
  const staging = recipe.hasStagingModules ? stagingModules(await readGoMod(recipe, toolchain, files)) : [];
  await files.writeNew(below(directory, "go.mod"), renderGoMod(recipe, toolchain.version, staging), 0o644, "root:root");
  await files.writeNew(below(directory, "tools.go"), renderTools(recipe), 0o644, "root:root");
  let fetched = 0;
  const onLine = (line: string): void => {
    const module = /^go: downloading (?<module>\S+)/u.exec(line)?.groups?.["module"];
    if (module !== undefined) {
      fetched += 1;
      progress(`fetching the modules of ${recipe.module}: ${fetched}, now ${basename(module)}`);
    }
  };
  const tidy = await toolchain.run(["mod", "tidy"], { cwd: directory, onLine });
  if (tidy.exitCode !== 0) {
    throw moduleUnavailable(moduleName(recipe), lastWords(tidy));
  }
}

/** `path@version`, as Go writes it. */
export function moduleName({ module, version }: Recipe): string {
  return `${module}@${version}`;
}

async function readGoMod(recipe: Recipe, toolchain: GoToolchain, files: FileSystem): Promise<string> {
  const download = await toolchain.run(["mod", "download", "-json", moduleName(recipe)], { cwd: "/" });
  const { GoMod: path } = download.exitCode === 0 ? (JSON.parse(download.stdout) as { GoMod?: string }) : {};
  const read = path === undefined ? undefined : await files.readText(absolute(path));
  if (read?.kind !== "present") {
    throw moduleUnavailable(moduleName(recipe), downloadError(download.stdout) ?? lastWords(download));
  }
  return read.value;
}

// With -json the reason is in the output, not on stderr.
function downloadError(stdout: string): readonly string[] | undefined {
  const reason = /"Error": (?<text>"(?:[^"\\]|\\.)*")/u.exec(stdout)?.groups?.["text"];
  return reason === undefined ? undefined : [JSON.parse(reason) as string];
}
