import { describe, expect, test } from "vitest";
import { ExecaCommands } from "../../src/adapters/execa-commands.ts";
import type { Commands } from "../../src/ports/commands.ts";
import { FakeCommands } from "../support/fake-commands.ts";

const TALK = "printf 'one\\ntwo'; printf 'three\\n' >&2; exit 3";

function fake(): Commands {
  return new FakeCommands()
    .answer("sh -c", { exitCode: 3, stdout: "one\ntwo", stderr: "three\n" })
    .answer("sh -c kill -9 $$", { exitCode: undefined, signal: "SIGKILL" })
    .answer("cat", ({ options }) => ({ stdout: options.input ?? "" }))
    .answer("sleep", { exitCode: undefined, signal: "SIGTERM", hasTimedOut: true });
}

describe.each<[string, () => Commands]>([
  ["fake", fake],
  ["of this host", () => new ExecaCommands()],
])("Commands: %s", (_name, make) => {
  test("a program's status and output, as printed", async () => {
    expect(await make().run("sh", ["-c", TALK])).toEqual({
      exitCode: 3,
      signal: undefined,
      stdout: "one\ntwo",
      stderr: "three\n",
      startError: undefined,
      hasTimedOut: false,
    });
  });
  test("lines come one by one, the last one without its end too", async () => {
    const lines: string[] = [];
    await make().run("sh", ["-c", TALK], { onLine: (line) => lines.push(line) });
    expect(lines.toSorted()).toEqual(["one", "three", "two"]);
  });
  test("input reaches the program", async () => {
    expect(await make().run("cat", [], { input: "some\ntext" })).toMatchObject({ exitCode: 0, stdout: "some\ntext" });
  });
  test("a program that is not there is a result", async () => {
    expect(await make().run("no-such-program", ["x"])).toMatchObject({ exitCode: undefined, startError: "ENOENT" });
  });
  test("a program that takes too long is ended", async () => {
    const result = await make().run("sleep", ["60"], { timeoutMs: 50 });
    expect(result).toMatchObject({ hasTimedOut: true, signal: "SIGTERM", startError: undefined });
  });
  test("the signal that ended it is told", async () => {
    expect(await make().run("sh", ["-c", "kill -9 $$"])).toMatchObject({ exitCode: undefined, signal: "SIGKILL" });
  });
});

describe("ExecaCommands alone", () => {
  const commands = new ExecaCommands();

  test("variables are added to the environment, the directory is set", async () => {
    const result = await commands.run("sh", ["-c", 'echo "$X:$PATH:$PWD"'], { env: { X: "1" }, cwd: "/" });
    expect(result.stdout).toMatch(/^1:.*\/.*:\/\n$/u);
  });
  test("without input there is an end of input, not a wait", async () => {
    expect(await commands.run("cat", [])).toMatchObject({ exitCode: 0, stdout: "" });
  });
  test("a program that does not read its input is no failure", async () => {
    expect(await commands.run("true", [], { input: "x".repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  });
  test("an aborted signal ends it, or keeps it from starting", async () => {
    const controller = new AbortController();
    const running = commands.run("sleep", ["60"], { signal: controller.signal });
    setImmediate(() => controller.abort());
    expect(await running).toMatchObject({ exitCode: undefined, signal: "SIGTERM" });
    expect(await commands.run("sleep", ["60"], { signal: controller.signal })).toMatchObject({ exitCode: undefined });
  });
  test("of too much output the last is kept", async () => {
    const { stdout } = await commands.run("sh", ["-c", "head -c 20000000 /dev/zero | tr '\\0' x; echo end"]);
    expect(stdout.length).toBe(8 * 2 ** 20);
    expect(stdout.endsWith("xend\n")).toBe(true);
  });
  test("a program that leaves a daemon behind does not keep us waiting for it", async () => {
    const result = await commands.run("sh", ["-c", "sleep 30 & echo $!"], { timeoutMs: 10_000 });
    process.kill(Number(result.stdout));
    expect(result).toMatchObject({ exitCode: 0, hasTimedOut: false });
  });
  test("what the system refuses to try is a result", async () => {
    expect(await commands.run("echo", ["a\0b"])).toMatchObject({ exitCode: undefined, stdout: "" });
    expect((await commands.run("echo", ["a\0b"])).startError).toBeTruthy();
    expect(await commands.run("/etc/passwd", [])).toMatchObject({ startError: "EACCES" });
  });
});
