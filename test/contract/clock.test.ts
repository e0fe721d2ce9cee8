import { describe, expect, test } from "vitest";
import { SystemClock } from "../../src/adapters/system-clock.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { FakeClock } from "../support/fake-clock.ts";

describe.each<[string, () => Clock]>([
  ["fake", () => new FakeClock()],
  ["of this host", () => new SystemClock()],
])("Clock: %s", (_name, make) => {
  test("both clocks go on during a sleep", async () => {
    const clock = make();
    const before = { now: clock.now(), monotonic: clock.monotonicMs() };
    await clock.sleep(20);
    // A timer may fire up to a millisecond early.
    expect(clock.now() - before.now).toBeGreaterThanOrEqual(19);
    expect(clock.monotonicMs() - before.monotonic).toBeGreaterThanOrEqual(19);
  });
  test("sleepers wake in the order of their times", async () => {
    const clock = make();
    const woken: string[] = [];
    const sleep = (ms: number, name: string) => clock.sleep(ms).then(() => woken.push(name));
    await Promise.all([sleep(60, "late"), sleep(5, "early"), sleep(30, "middle")]);
    expect(woken).toEqual(["early", "middle", "late"]);
  });
  test("an aborted sleep rejects with the reason", async () => {
    const clock = make();
    const controller = new AbortController();
    const reason = new Error("given up");
    const sleep = clock.sleep(3_600_000, controller.signal);
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(clock.sleep(3_600_000, controller.signal)).rejects.toBe(reason);
  });
});

test("FakeClock: events happen on the way, at their time", async () => {
  const clock = new FakeClock();
  const seen: number[] = [];
  clock.at(500, () => seen.push(clock.monotonicMs()));
  await clock.sleep(400);
  expect(seen).toEqual([]);
  await clock.sleep(400);
  expect(seen).toEqual([500]);
});
