import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "./in-memory-tree.ts";

/** Writes what a file system in memory holds below the directory `root`. */
export function putOnDisk(root: string, entries: Readonly<Record<string, Entry>>): void {
  mkdirSync(root, { recursive: true });
  for (const [path, entry] of Object.entries(entries)) {
    const at = join(root, path);
    if (entry.type === "directory") {
      mkdirSync(at, { recursive: true, mode: entry.mode });
    } else if (entry.type === "file") {
      writeFileSync(at, entry.text, { mode: entry.mode });
    } else if (entry.type === "symlink") {
      symlinkSync(entry.target, at);
    }
  }
}

/** What every file and link below `root` holds, by its path there. */
export function contentsOnDisk(root: string): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  const contents = names.flatMap((name): readonly (readonly [string, string])[] => {
    const at = join(root, name);
    const stats = lstatSync(at);
    if (stats.isDirectory()) {
      return [];
    }
    return [[`/${name}`, stats.isSymbolicLink() ? `to ${readlinkSync(at)}` : readFileSync(at, "utf8")]];
  });
  return Object.fromEntries(contents.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
