import { expect, it } from "vitest";
import { snapshotBeforeChange } from "../../../src/etcd/snapshot-before-change.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { FakeEtcd } from "../../support/fake-etcd.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";

const DIRECTORY = absolute("/var/lib/steadyplane/snapshots");

function host() {
  const files = new InMemoryFileSystem();
  const clock = new FakeClock();
  return { files, clock, etcd: new FakeEtcd(files, clock) };
}

it("makes one for each transaction, in a directory of root's alone, and keeps the last five", async () => {
  const { files, clock, etcd } = host();
  files.put(`${DIRECTORY}/mine.db`, "");
  for (const transaction of ["a", "b", "c", "d", "e", "f", "f"]) {
    clock.advance(1_000);
    await snapshotBeforeChange(etcd, transaction, { files, clock });
  }
  expect(await files.list(DIRECTORY)).toEqual({
    kind: "present",
    value: [
      "20260101T000002Z-b.db",
      "20260101T000003Z-c.db",
      "20260101T000004Z-d.db",
      "20260101T000005Z-e.db",
      "20260101T000006Z-f.db",
      "mine.db",
    ],
  });
  const fresh = host();
  await snapshotBeforeChange(fresh.etcd, "a", fresh);
  expect(await fresh.files.status(DIRECTORY)).toMatchObject({ value: { mode: 0o700, owner: "root:root" } });
});

it("refuses where there is no room, and tells what the system said where it fails", async () => {
  const { files, clock, etcd } = host();
  files.free = { bytes: 1, inodes: undefined };
  await expect(snapshotBeforeChange(etcd, "a", { files, clock })).rejects.toMatchObject({ code: "NoRoomForSnapshot" });
  files.free = { bytes: 2 ** 30, inodes: undefined };
  etcd.snapshot = () => Promise.reject(new Error("ENOSPC: no space left on device"));
  await expect(snapshotBeforeChange(etcd, "a", { files, clock })).rejects.toMatchObject({ code: "SnapshotFailed" });
});
