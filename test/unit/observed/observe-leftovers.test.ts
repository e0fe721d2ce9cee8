import { expect, test } from "vitest";
import { writeJournal } from "../../../src/apply/transaction/journal-store.ts";
import { observeLeftovers } from "../../../src/observed/observe-leftovers.ts";
import { JOURNAL } from "../../../src/observed/read-journal.ts";
import { journalOf } from "../../support/changing-node.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { FakePacketFilter } from "../../support/fake-packet-filter.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const host = () => ({
  files: new InMemoryFileSystem().putDirectory("/var/lib"),
  packets: new FakePacketFilter(new FakeClock()),
});

test("a node at rest has none", async () => {
  expect(await observeLeftovers(host())).toEqual([]);
});

test("a change that is not over, and a redirect, are told in a line each", async () => {
  const { files, packets } = host();
  await writeJournal(journalOf([]), files);
  await packets.translate("kube-apiserver", [
    { address: "192.0.2.10", port: 6443, toAddress: "192.0.2.10", toPort: 6444 },
    { address: "10.96.0.1", port: 443, toAddress: "192.0.2.10", toPort: 6444 },
  ]);
  expect(await observeLeftovers({ files, packets })).toEqual([
    'A change was begun 2026-01-01T00:00:00.000Z and is not over: "steadyplane apply". ' +
      "Unless it runs now, it was interrupted: steadyplane apply --resume finishes it, --abort undoes it.",
    "Connections to kube-apiserver are redirected from port 6443 to 6444, 443 to 6444.",
  ]);
});

test("a journal that cannot be read is not taken for none", async () => {
  const { files, packets } = host();
  files.put(JOURNAL, "{").makeUnreadable(JOURNAL, "EACCES");
  expect(await observeLeftovers({ files, packets })).toEqual([
    "Whether a change was interrupted cannot be read (EACCES).",
  ]);
});
