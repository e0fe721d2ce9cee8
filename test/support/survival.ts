import { expect } from "vitest";
import { isDraft } from "../../src/apply/write-file.ts";
import { absolute, nameOf } from "../../src/domain/absolute-path.ts";
import type { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { JOURNAL } from "../../src/observed/read-journal.ts";

/** What every file and link of a node holds, by path. */
export type Contents = Readonly<Record<string, string>>;

export function contentsIn(files: InMemoryFileSystem): Contents {
  return Object.fromEntries(
    Object.entries(files.snapshot()).flatMap(([path, entry]) =>
      entry.type === "file" ? [[path, entry.text]] : entry.type === "symlink" ? [[path, `to ${entry.target}`]] : [],
    ),
  );
}

const OURS = "/var/lib/steadyplane/";
export const COMMITTED = `${OURS}revisions/1/revision.json`;

/** Every live file is the old one or the whole new one, and none that was there is gone. */
export function expectEitherWhole(now: Contents, before: Contents, after: Contents, when: string): void {
  for (const [path, text] of Object.entries(before)) {
    const found = now[path] ?? "nothing";
    const isNew = shapeOf(found) === shapeOf(after[path] ?? "");
    expect(isNew ? text : found, `${path} after ${when}`).toBe(text);
  }
}

/** The node is the old one or the new one, and nothing else is left of the change. */
export function expectOver(now: Contents, before: Contents, after: Contents, when: string): void {
  const isNew = now[COMMITTED] !== undefined;
  const live = Object.entries(now).filter(([path]) => !path.startsWith(OURS));
  const wanted = Object.entries(isNew ? after : before).filter(([path]) => !path.startsWith(OURS));
  const told = isNew ? shapeOf : (text: string) => text;
  expect(Object.fromEntries(live.map(([path, text]) => [path, told(text)])), `after ${when}`).toEqual(
    Object.fromEntries(wanted.map(([path, text]) => [path, told(text)])),
  );
  expect(now[JOURNAL], `after ${when}`).toBeUndefined();
  const left = Object.keys(now).filter(
    (path) => isDraft(nameOf(absolute(path))) && !path.startsWith(`${OURS}revisions`),
  );
  expect(left, `after ${when}`).toEqual([]);
}

/** A text without what is different in every run: signatures, and the digests of files that hold them. */
function shapeOf(text: string): string {
  return text
    .replaceAll(/(?<=-----\n)[A-Za-z0-9+/=\n]+(?=-----END)/gu, "")
    .replaceAll(/[A-Za-z0-9+/=]{100,}/gu, "")
    .replaceAll(/[0-9a-f]{64}/gu, "");
}
