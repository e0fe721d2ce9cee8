import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, existsSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { expect, test } from "vitest";
import { BACK_OFF, nextDelay } from "../../../../src/adapters/supervisor/back-off.ts";
import { endProcess } from "../../../../src/adapters/supervisor/end-process.ts";
import { identityOf, isAlive } from "../../../../src/adapters/supervisor/process-identity.ts";
import { expandArgument, readDefinition } from "../../../../src/adapters/supervisor/read-definition.ts";
import { lastLines, openLog, rotateLog } from "../../../../src/adapters/supervisor/service-log.ts";
import { readState } from "../../../../src/adapters/supervisor/service-state.ts";
import { parseEnvironmentFile } from "../../../../src/domain/environment-file.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

test("the pause doubles from 0.2 s to 10 s, and begins anew after a good run", () => {
  const delays = Array.from({ length: 8 }).reduce<readonly number[]>(
    (all) => [...all, nextDelay(all.at(-1) ?? 0, 50, BACK_OFF)],
    [],
  );
  expect(delays).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  expect(nextDelay(10_000, 10_000, BACK_OFF)).toBe(200);
});

test.each([
  ["--config=/x", ["--config=/x"]],
  ["$ARGS", ["--a=1", "--b=two words", "--c"]],
  ["${ARGS}", ["--a=1", "--b=two words", "--c"]],
  ["$NOT_SET", []],
  ["$", ["$"]],
])("%s becomes its words", (arg, words) => {
  expect(expandArgument(arg, { ARGS: "--a=1 --b='two words'  --c" })).toEqual(words);
});

test("an environment file is read as systemd reads it", () => {
  const text = '# comment\nKUBELET_KUBEADM_ARGS="--a=1 --b=\\"x\\""\nexport B=plain\nC=\n  D = \'$x\'\nnonsense\n';
  expect(parseEnvironmentFile(text)).toEqual({ KUBELET_KUBEADM_ARGS: '--a=1 --b="x"', B: "plain", C: "", D: "$x" });
});

test("later environment files win, absent ones are passed over", () => {
  const base = temporaryDirectory();
  writeFileSync(`${base}/one`, "ARGS=--one\n");
  writeFileSync(`${base}/two`, "ARGS=--two\n");
  const definition = {
    command: "/bin/true",
    args: ["$ARGS"],
    environmentFiles: [`${base}/one`, `${base}/two`, `${base}/absent`],
    environment: { ARGS: "--zero" },
    workingDirectory: "/",
  };
  writeFileSync(`${base}/service.json`, JSON.stringify(definition));
  expect(readDefinition(`${base}/service.json`).args).toEqual(["--two"]);
});

test("a log at its limit is cut while it is open, and nothing written to it is lost", () => {
  const log = `${temporaryDirectory()}/kubelet.log`;
  const service = openLog(log);
  const limit = { bytes: 20, files: 3 };
  for (const round of ["first", "second", "third", "fourth"]) {
    writeSync(service, `${round} line of the log\n`);
    rotateLog(log, limit);
  }
  closeSync(service);
  expect(statSync(log).size).toBe(0);
  expect(readFileSync(`${log}.1`, "utf8")).toBe("fourth line of the log\n");
  expect(readFileSync(`${log}.2`, "utf8")).toBe("third line of the log\n");
  expect(existsSync(`${log}.3`)).toBe(false);
});

test("a log below its limit stays", () => {
  const log = `${temporaryDirectory()}/kubelet.log`;
  appendFileSync(log, "short\n");
  rotateLog(log, { bytes: 20, files: 3 });
  expect(readFileSync(log, "utf8")).toBe("short\n");
});

test("the last lines reach back before a cut", () => {
  const log = `${temporaryDirectory()}/kubelet.log`;
  expect(lastLines(log, 3)).toEqual([]);
  writeFileSync(`${log}.1`, "a\nb\n");
  writeFileSync(log, "c\n");
  expect(lastLines(log, 2)).toEqual(["b", "c"]);
  expect(lastLines(log, 9)).toEqual(["a", "b", "c"]);
});

test("a pid alone is no process: the start time must fit", () => {
  const self = identityOf(process.pid);
  expect(self !== undefined && isAlive(self)).toBe(true);
  expect(isAlive({ pid: process.pid, startTicks: "1" })).toBe(false);
});

test("what ignores SIGTERM is killed", async () => {
  const child = spawn("/bin/sh", ["-c", 'trap "" TERM; echo ready; while :; do sleep 0.05; done'], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  const identity = identityOf(child.pid ?? 0);
  if (identity === undefined) {
    throw new Error("the child is gone");
  }
  await endProcess(identity, 100);
  expect(await exited).toEqual([null, "SIGKILL"]);
});

test("a state file of half a write, or of another program, is none", () => {
  const path = `${temporaryDirectory()}/kubelet.json`;
  expect(readState(path)).toBeUndefined();
  writeFileSync(path, '{"supervisor":');
  expect(readState(path)).toBeUndefined();
  writeFileSync(path, '{"pid":1}');
  expect(readState(path)).toBeUndefined();
});
