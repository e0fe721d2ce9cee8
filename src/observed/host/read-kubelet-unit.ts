import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { expandCommand } from "./expand-command.ts";
import type { KubeletCommandLines } from "./kubelet-command-line.ts";
import { parseEnvironmentFile } from "../../domain/environment-file.ts";
import { parseServiceUnit } from "./parse-service-unit.ts";
import { readAll } from "./read-all.ts";

/** systemd's directories for units, the one that wins first. */
const UNIT_DIRECTORIES = [
  "/etc/systemd/system",
  "/run/systemd/system",
  "/usr/local/lib/systemd/system",
  "/lib/systemd/system",
  "/usr/lib/systemd/system",
].map(absolute);

/** The command line of kubelet.service with its drop-ins and environment files; none where there is no such unit. */
export async function readKubeletUnit(files: FileSystem): Promise<KubeletCommandLines> {
  const units = await readAll(
    files,
    UNIT_DIRECTORIES.map((directory) => below(directory, "kubelet.service")),
  );
  const found = await dropInPaths(files);
  const dropIns = await readAll(files, found.paths);
  const [unit] = units.texts;
  const parsed = parseServiceUnit([
    ...(unit === undefined ? [] : [unit.text]),
    ...dropIns.texts.map(({ text }) => text),
  ]);
  const environment = await readAll(
    files,
    parsed.environmentFiles.filter((path) => path.startsWith("/")).map(absolute),
  );
  const unreadable = [units, found, dropIns, environment].flatMap((part) => part.unreadable);
  const source = unit?.path ?? dropIns.texts[0]?.path;
  if (parsed.execStart === undefined || source === undefined) {
    return { lines: [], unreadable };
  }
  const variables = environment.texts.flatMap(({ text }) => Object.entries(parseEnvironmentFile(text)));
  const [program, ...args] = expandCommand(parsed.execStart, new Map([...parsed.environment, ...variables]));
  return { lines: [{ source, program, args }], unreadable };
}

/** Sorted by file name; of two with one name the one in the directory that wins. */
async function dropInPaths(files: FileSystem): Promise<{
  readonly paths: readonly AbsolutePath[];
  readonly unreadable: KubeletCommandLines["unreadable"];
}> {
  const byName = new Map<string, AbsolutePath>();
  const unreadable: { readonly source: string; readonly reason: string }[] = [];
  for (const directory of UNIT_DIRECTORIES.map((units) => below(units, "kubelet.service.d"))) {
    const names = await files.list(directory);
    if (names.kind === "unreadable") {
      unreadable.push({ source: directory, reason: names.reason });
    }
    for (const name of names.kind === "present" ? names.value : []) {
      if (name.endsWith(".conf") && !byName.has(name)) {
        byName.set(name, below(directory, name));
      }
    }
  }
  const paths = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  return { paths, unreadable };
}
