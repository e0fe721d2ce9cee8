import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { onTestFinished } from "vitest";
import { absolute } from "../../src/domain/absolute-path.ts";
import type { AbsolutePath } from "../../src/domain/absolute-path.ts";

/** A new empty directory, removed with all that is in it when the running test ends. */
export function temporaryDirectory(): AbsolutePath {
  const path = mkdtempSync(`${tmpdir()}/steadyplane-test-`);
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return absolute(path);
}
