import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository-root.ts";
import { must } from "./command.ts";

/** Where its source is. */
export const LOAD_SOURCE = join(repositoryRoot, "test/load");

const BUILDS = "/var/cache/steadyplane/lab";
const NAME = "apiload";
const BUILD_LIMIT_MS = 300_000;

/** Path of the load program, the same on this machine and on test hosts; built once for the same source and compiler. */
export async function loadProgram(): Promise<string> {
  const directory = join(BUILDS, `load-${await buildKey()}`);
  if (!existsSync(directory)) {
    const draft = `${directory}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const build = ["go", "build", "-trimpath", "-ldflags=-s -w", "-o", join(draft, NAME), "."];
    await must("env", ["CGO_ENABLED=0", ...build], { cwd: LOAD_SOURCE, timeoutMs: BUILD_LIMIT_MS });
    publish(draft, directory);
  }
  return join(directory, NAME);
}

async function buildKey(): Promise<string> {
  const hash = createHash("sha256").update(await must("go", ["version"]));
  const sources = readdirSync(LOAD_SOURCE).filter((name) => !name.endsWith("_test.go"));
  for (const name of sources.toSorted()) {
    hash.update(`${name}\0`).update(readFileSync(join(LOAD_SOURCE, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

// Another run that built the same was faster: its build is as good.
function publish(draft: string, directory: string): void {
  try {
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) {
      throw error;
    }
  }
}
