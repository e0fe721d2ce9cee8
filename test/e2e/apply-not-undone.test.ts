import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flags, soundChange, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { CONFIG_PATH, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const JOURNAL = "/var/lib/steadyplane/journal";
const MANIFESTS = "/etc/kubernetes/manifests";

test("a second run ends within a second and names the first", async () => {
  const host = controlPlane();
  const first = startApply(host, flags.scheduler("kube-api-burst", "101"));
  await first.says(/second instance starts/u);

  const second = expectStatus(await steadyplane(host, ["apply", "--config", CONFIG_PATH, "--yes"]), 4);

  expect(second.stderr).toMatch(/steadyplane apply .*pid \d+/su);
  expect(second.tookMs).toBeLessThan(2_000);
  await expectOneRevision(host, second, expectStatus(await first.outcome, 0));
});

test("a change that cannot be taken back says what remains, with exit status 5, and --abort does it later", async () => {
  const host = controlPlane();
  const run = startApply(host, flags.scheduler("kube-api-burst", "102"));
  await run.says(/the canonical instance starts anew/u);
  await host.sh(`mount --bind ${MANIFESTS} ${MANIFESTS}; mount -o remount,bind,ro ${MANIFESTS}`);
  run.kill("SIGTERM");
  const outcome = await run.outcome;
  await host.sh(`umount ${MANIFESTS}`);

  expectStatus(outcome, 5);
  expect(outcome.stdout).toMatch(/UndoFailed/u);
  expect(outcome.stdout).toMatch(/steadyplane apply --abort/u);
  expect((await steadyplane(host, ["status"])).stdout).toMatch(/interrupted/u);

  const abort = expectStatus(await steadyplane(host, ["apply", "--abort"]), 0);
  await expectOneRevision(host, outcome, abort);
});

test("a journal with a flipped bit is not relied on, and nothing is done until a human says so", async () => {
  const host = controlPlane();
  const run = startApply(host, soundChange(3));
  await run.says(/"stage":"etcd".*second instance waits/u);
  run.kill("SIGKILL");
  await run.outcome;
  const sound = readFileSync(host.path(JOURNAL));
  const flipped = Buffer.from(sound);
  flipped.writeUInt8(flipped.readUInt8(flipped.length >> 1) ^ 1, flipped.length >> 1);
  writeFileSync(host.path(JOURNAL), flipped);

  const before = await host.sh(`sha256sum ${MANIFESTS}/*`);
  for (const args of [["--resume"], ["--abort"], ["--config", CONFIG_PATH]]) {
    const refused = expectStatus(await steadyplane(host, ["apply", "--yes", ...args]), 1);
    expect(refused.stderr).toMatch(/JournalCorrupt.*--discard-journal/su);
  }
  expect(await host.sh(`sha256sum ${MANIFESTS}/*`)).toBe(before);

  writeFileSync(host.path(JOURNAL), sound);
  await expectOneRevision(host, expectStatus(await steadyplane(host, ["apply", "--abort"]), 0));
});
