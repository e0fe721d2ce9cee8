import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NodeFileSystem } from "../../../src/adapters/node-file-system.ts";
import { RootedFileSystem } from "../../../src/adapters/rooted-file-system.ts";
import { type AbsolutePath, absolute } from "../../../src/domain/absolute-path.ts";
import type { Step } from "../../../src/domain/step.ts";
import { FileChange, nodeToChange } from "../../support/file-change.ts";
import { contentsOnDisk, putOnDisk } from "../../support/on-disk.ts";
import { sampled } from "../../support/sampled.ts";
import { COMMITTED, type Contents, expectEitherWhole, expectOver } from "../../support/survival.ts";
import { traceChange } from "../../support/trace-change.ts";

/** Those by which a file system is changed. */
const CALLS = ["openat", "write", "fsync", "rename", "link", "symlink", "unlink", "rmdir", "mkdir", "fchmod", "fchown"];
const SAMPLE = 40;
const MINUTES = 60_000;

/** One system call of a run: the n-th of its name. */
interface Call {
  readonly name: string;
  readonly n: number;
}

let base: AbsolutePath;
let before: Contents;
let after: Contents;
let calls: readonly Call[];

beforeAll(async () => {
  base = absolute(mkdtempSync(`${tmpdir()}/steadyplane-test-`));
  putOnDisk(`${base}/old`, (await nodeToChange()).snapshot());
  before = contentsOnDisk(`${base}/old`);
  const root = fresh("new");
  const log = `${base}/trace`;
  const run = await traceChange(root, ["-y", "-o", log, "-e", `trace=${CALLS.join(",")}`]);
  if (run.status !== 0) {
    throw new Error(`the change that all others are compared with ended with ${run.status}: ${run.said}`);
  }
  after = contentsOnDisk(root);
  calls = changingCalls(readFileSync(log, "utf8"), root);
}, 2 * MINUTES);
afterAll(() => rmSync(base, { recursive: true, force: true }));

function fresh(name: string): string {
  const root = `${base}/${name}`;
  rmSync(root, { recursive: true, force: true });
  cpSync(`${base}/old`, root, { recursive: true, verbatimSymlinks: true });
  return root;
}

/** Of all that were traced, those that change something, fsync included: what is only read is no boundary. */
function changingCalls(log: string, root: string): readonly Call[] {
  const seen = new Map<string, number>();
  return log.split("\n").flatMap((line) => {
    const name = /^(\w+)\(/u.exec(line)?.[1];
    if (name === undefined) {
      return [];
    }
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    const isChange = name === "openat" ? line.includes("O_CREAT") : name !== "write" || line.includes(`<${root}/`);
    return isChange ? [{ name, n }] : [];
  });
}

function changeOf(root: string): FileChange {
  return new FileChange(new RootedFileSystem(new NodeFileSystem(), absolute(root)));
}

/** Nothing is asked of services here, and all belongs to whoever runs this. */
function isNotOfFiles({ resource }: Step): boolean {
  return resource.kind === "service" || resource.kind === "directory";
}

test(
  "a kill at any system call that changes a file leaves each the old or the new one, and one more run all of them",
  async () => {
    expect(calls.length).toBeGreaterThan(300);
    for (const [index, { name, n }] of sampled(calls, SAMPLE).entries()) {
      const when = `a kill at the ${n}. ${name}`;
      const root = fresh("killed");
      const { signal } = await traceChange(root, ["-e", `trace=${name}`, "-e", `inject=${name}:signal=KILL:when=${n}`]);
      expect(`${when}: ${signal}`).toBe(`${when}: SIGKILL`);
      expectEitherWhole(contentsOnDisk(root), before, after, when);
      await changeOf(root).recover(index % 2 === 0 ? "resume" : "abort");
      expectOver(contentsOnDisk(root), before, after, when);
      const isNew = contentsOnDisk(root)[COMMITTED] !== undefined;
      const { changes } = await changeOf(root).plan();
      const isDone = changes.every(({ steps }) => steps.every(({ step }) => isNotOfFiles(step)));
      expect(isDone, `${when}: ${JSON.stringify(changes.map(({ because }) => because))}`).toBe(isNew);
    }
  },
  60 * MINUTES,
);

/** What each call may fail with: a full disk, a broken one, one that became read-only, a target on another mount, no more descriptors. */
const ERRORS: Readonly<Record<string, readonly string[]>> = {
  openat: ["EMFILE", "ENOSPC", "EIO"],
  write: ["ENOSPC", "EIO"],
  fsync: ["EIO", "ENOSPC"],
  rename: ["EXDEV", "EROFS"],
  mkdir: ["ENOSPC", "EROFS"],
};

test(
  "an error of any system call that changes a file is told, and what was done is undone or made up for",
  async () => {
    for (const [index, { name, n }] of sampled(calls, SAMPLE).entries()) {
      const errors = ERRORS[name] ?? ["EROFS", "EIO"];
      const error = errors[index % errors.length] ?? "EIO";
      const when = `${error} of the ${n}. ${name}`;
      const root = fresh("failed");
      const run = await traceChange(root, ["-e", `trace=${name}`, "-e", `inject=${name}:error=${error}:when=${n}`]);
      expect([`${when}: 0 null`, `${when}: 1 null`]).toContain(`${when}: ${run.status} ${run.signal}`);
      expectEitherWhole(contentsOnDisk(root), before, after, when);
      // What could not be taken away is left to the next command.
      await changeOf(root).recover("resume");
      expectOver(contentsOnDisk(root), before, after, when);
      const isNew = contentsOnDisk(root)[COMMITTED] !== undefined;
      expect(`${when}: ${run.status === 0 ? "made" : "undone"}`).toBe(`${when}: ${isNew ? "made" : "undone"}`);
    }
  },
  60 * MINUTES,
);
