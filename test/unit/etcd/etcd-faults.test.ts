import { expect, it } from "vitest";
import { etcdFaults } from "../../../src/etcd/etcd-faults.ts";
import type { EtcdStatus } from "../../../src/ports/etcd.ts";
import { FakeEtcd } from "../../support/fake-etcd.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

async function faults(spoil: (etcd: FakeEtcd) => void, status: Partial<EtcdStatus> = {}): Promise<readonly string[]> {
  const etcd = new FakeEtcd(new InMemoryFileSystem());
  spoil(etcd);
  return etcdFaults({ ...(await etcd.status()), ...status }, await etcd.members(), await etcd.alarms());
}

it("finds nothing wrong with a cluster that is well", async () => {
  expect(await faults(() => undefined)).toEqual([]);
  expect(await faults((etcd) => (etcd.others = [{ ...etcd.member, id: "b", name: "cp2" }]))).toEqual([]);
});

it("names each fault once", async () => {
  expect(await faults((etcd) => (etcd.leaderId = "0"), { errors: ["etcdserver: no leader"] })).toEqual([
    "it has no leader, so no quorum",
  ]);
  expect(await faults((etcd) => (etcd.others = [{ ...etcd.member, id: "b", name: "", isLearner: true }]))).toEqual([
    "a learner was left behind (b)",
  ]);
  expect(await faults((etcd) => (etcd.others = [{ ...etcd.member, id: "b", name: "" }]))).toEqual([
    "member b (https://192.0.2.2:2380) never started",
  ]);
  const raise = (etcd: FakeEtcd) => (etcd.raised = [{ memberId: etcd.member.id, kind: "CORRUPT" }]);
  expect(await faults(raise, { errors: ["memberID:1 alarm:CORRUPT ", "something new"] })).toEqual([
    "alarm CORRUPT on cp1",
    "something new",
  ]);
});
