import { appendFileSync, renameSync, truncateSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NodeGrowingFiles } from "../../src/adapters/node-growing-files.ts";
import { type AbsolutePath, below } from "../../src/domain/absolute-path.ts";
import type { GrowingFile, GrowingFiles } from "../../src/ports/growing-files.ts";
import { FakeGrowingFiles } from "../support/fake-growing-files.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const logPath = () => below(temporaryDirectory(), "0.log");

interface World {
  readonly files: GrowingFiles;
  append(path: string, text: string): void;
  move(from: string, to: string): void;
}

const WORLDS: Readonly<Record<string, () => World>> = {
  fake: () => {
    const files = new FakeGrowingFiles();
    return { files, append: (path, text) => void files.append(path, text), move: (a, b) => void files.move(a, b) };
  },
  real: () => ({
    files: new NodeGrowingFiles(),
    append: (path, text) => appendFileSync(path, text),
    move: (from, to) => renameSync(from, to),
  }),
};

describe.each(Object.entries(WORLDS))("GrowingFiles: %s", (_name, makeWorld) => {
  const text = async (file: GrowingFile) => Buffer.from(await file.read()).toString();
  async function opened({ files }: World, path: AbsolutePath): Promise<GrowingFile> {
    const file = await files.open(path);
    if (file === undefined) {
      throw new Error(`${path} is not there`);
    }
    return file;
  }

  it("has nothing where there is no file", async () => {
    expect(await makeWorld().files.open(logPath())).toBeUndefined();
  });

  it("reads what was added since", async () => {
    const [world, path] = [makeWorld(), logPath()];
    world.append(path, "one\n");
    const file = await opened(world, path);
    expect(await text(file)).toBe("one\n");
    expect(await text(file)).toBe("");
    world.append(path, "two\n");
    expect(await text(file)).toBe("two\n");
    await file.close();
  });

  it("goes on with a file that was moved, and knows when another has its name", async () => {
    const [world, path] = [makeWorld(), logPath()];
    world.append(path, "one\n");
    const file = await opened(world, path);
    await text(file);
    world.move(path, `${path}.moved`);
    world.append(`${path}.moved`, "two\n");
    expect(await file.isReplaced()).toBe(false);
    expect(await text(file)).toBe("two\n");
    world.append(path, "new\n");
    expect(await file.isReplaced()).toBe(true);
    await file.close();
  });
});

it("reads a file anew that was cut short", async () => {
  const path = logPath();
  appendFileSync(path, "a long line\n");
  const file = await new NodeGrowingFiles().open(path);
  await file?.read();
  truncateSync(path);
  appendFileSync(path, "new\n");
  expect(Buffer.from((await file?.read()) ?? []).toString()).toBe("new\n");
  await file?.close();
});
