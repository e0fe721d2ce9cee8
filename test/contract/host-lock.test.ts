import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { FlockHostLock } from "../../src/adapters/flock-host-lock.ts";
import { absolute, below } from "../../src/domain/absolute-path.ts";
import type { HostLock } from "../../src/ports/host-lock.ts";
import { InMemoryHostLock } from "../support/in-memory-host-lock.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe.each<[string, () => HostLock]>([
  ["in memory", () => new InMemoryHostLock()],
  ["of this host", () => new FlockHostLock(below(temporaryDirectory(), "run", "lock"))],
])("HostLock: %s", (_name, make) => {
  test("held until released, and the holder is named", async () => {
    const lock = make();
    const first = await lock.take("init");
    expect(first.kind).toBe("taken");
    expect(await lock.take("reset")).toEqual({
      kind: "held",
      by: { pid: process.pid, command: "init", since: expect.stringMatching(/^\d{4}-.*Z$/u) },
    });
    if (first.kind === "taken") {
      await first.release();
    }
    const second = await lock.take("reset");
    expect(second.kind).toBe("taken");
    if (second.kind === "taken") {
      await second.release();
    }
  });
});

describe("FlockHostLock alone", () => {
  const program = `
    import { FlockHostLock } from ${JSON.stringify(new URL("../../src/adapters/flock-host-lock.ts", import.meta.url))};
    const taken = await new FlockHostLock(process.argv[1]).take("init");
    console.log(taken.kind);
    setInterval(() => undefined, 1_000);
  `;
  async function holder(path: string) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const [said] = await once(child.stdout, "data");
    expect(String(said).trim()).toBe("taken");
    return child;
  }

  test("another process holds it, and the kernel lets go when that one is killed", async () => {
    const path = below(temporaryDirectory(), "lock");
    const child = await holder(path);
    const lock = new FlockHostLock(path);
    expect(await lock.take("reset")).toMatchObject({ kind: "held", by: { pid: child.pid, command: "init" } });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await lock.take("reset")).toMatchObject({ kind: "taken" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, command: "reset" });
  });
  test.each(["", "not JSON", "null", '{"pid":0}', '{"pid":"x","command":"init","since":""}'])(
    "what an earlier run left in the file does no harm: %j",
    async (text) => {
      const path = below(temporaryDirectory(), "lock");
      writeFileSync(path, text);
      expect(await new FlockHostLock(path).take("init")).toMatchObject({ kind: "taken" });
    },
  );
  test("a name of the dead is not told", async () => {
    const path = below(temporaryDirectory(), "lock");
    const child = await holder(path);
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, command: "init", since: "2026-01-01T00:00:00Z" }));
    expect(await new FlockHostLock(path).take("reset")).toEqual({ kind: "held", by: undefined });
    child.kill("SIGKILL");
  });
  test("a place where no lock can be is told", async () => {
    const lock = new FlockHostLock(absolute("/proc/steadyplane/lock"));
    await expect(lock.take("init")).rejects.toMatchObject({ name: "ToolError", code: "LockUnavailable" });
  });
});
