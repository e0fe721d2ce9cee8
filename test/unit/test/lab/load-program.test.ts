import { expect, test } from "vitest";
import { must } from "../../../lab/command.ts";
import { LOAD_SOURCE } from "../../../lab/load-program.ts";

// The first run compiles Go's own libraries.
const COMPILE_LIMIT_MS = 300_000;

test(
  "the load program passes its own tests and is formatted",
  async () => {
    expect(await must("gofmt", ["-l", "."], { cwd: LOAD_SOURCE })).toBe("");
    const said = await must("go", ["test", "./..."], { cwd: LOAD_SOURCE, timeoutMs: COMPILE_LIMIT_MS });
    expect(said).toMatch(/^ok\s+steadyplane\.dev\/load/u);
  },
  COMPILE_LIMIT_MS,
);
