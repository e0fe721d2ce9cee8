import { beforeEach, expect, it } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { followLog } from "../../../../src/observed/logs/follow-log.ts";
import type { LogInstance } from "../../../../src/observed/logs/log-instance.ts";
import { readLogLines } from "../../../../src/observed/logs/read-log-lines.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeGrowingFiles } from "../../../support/fake-growing-files.ts";

const LOG = "/var/log/pods/kube-system_etcd-node-1_0b6f/etcd/0.log";
const line = (text: string) => `2026-11-23T09:25:05.735625000Z stderr F ${text}\n`;
const instance = (attempt: number, rotated: readonly string[] = []): LogInstance => ({
  podName: "etcd-node-1",
  namespace: "kube-system",
  container: "etcd",
  attempt,
  path: absolute(LOG.replace("0.log", `${attempt}.log`)),
  rotated: rotated.map(absolute),
  packed: [],
  status: undefined,
  at: attempt,
});

let growing: FakeGrowingFiles;
let clock: FakeClock;
let newest: LogInstance;
beforeEach(() => {
  growing = new FakeGrowingFiles();
  clock = new FakeClock();
  newest = instance(0);
});

/** What is read until `ms` have passed. */
async function follow(ms: number): Promise<readonly string[]> {
  const stop = new AbortController();
  clock.at(ms, () => stop.abort());
  const texts: string[] = [];
  const options = { newest: async () => newest, signal: stop.signal };
  for await (const { lines } of followLog({ growing, clock }, newest, options)) {
    texts.push(...lines.map(({ text }) => text));
  }
  expect(growing.openCount).toBe(0);
  return texts;
}

it("goes on with what is written", async () => {
  growing.append(LOG, line("one"));
  clock.at(500, () => growing.append(LOG, line("two")));
  expect(await follow(3_000)).toEqual(["one", "two"]);
});

it("misses nothing over a rotation, and reads nothing twice", async () => {
  growing.append(LOG, line("one"));
  clock
    .at(400, () => growing.move(LOG, `${LOG}.20261123-092505`))
    .at(700, () => growing.append(`${LOG}.20261123-092505`, line("two")))
    .at(800, () => growing.append(`${LOG}.20261123-092505`, line("three")).append(LOG, line("four")))
    .at(1_200, () => growing.append(LOG, line("five")));
  expect(await follow(3_000)).toEqual(["one", "two", "three", "four", "five"]);
});

it("goes over to the next instance when the container is started again", async () => {
  growing.append(LOG, line("one"));
  clock.at(500, () => {
    growing.append(LOG, line("the end")).append(instance(1).path, line("anew"));
    newest = instance(1);
  });
  expect(await follow(4_000)).toEqual(["one", "the end", "anew"]);
});

it("waits for a file that is not there yet", async () => {
  clock.at(600, () => growing.append(LOG, line("late")));
  expect(await follow(3_000)).toEqual(["late"]);
});

it("reads rotated files first, and joins a line that was cut by it", async () => {
  growing.append(`${LOG}.1`, "2026-11-23T09:25:05.7Z stderr P be").append(`${LOG}.1`, "\n").append(LOG, line("gun"));
  const texts: string[] = [];
  for await (const lines of readLogLines(growing, instance(0, [`${LOG}.1`, `${LOG}.gone`]))) {
    texts.push(...lines.map(({ text }) => text));
  }
  expect(texts).toEqual(["begun"]);
});
