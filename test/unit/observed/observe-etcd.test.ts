import { beforeEach, expect, it } from "vitest";
import { observeEtcd } from "../../../src/observed/observe-etcd.ts";
import { FakeEtcd } from "../../support/fake-etcd.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";
import { exampleExpectation } from "../../support/example-snapshot.ts";

let files: InMemoryFileSystem;
let etcd: FakeEtcd;
beforeEach(() => {
  files = new InMemoryFileSystem();
  etcd = new FakeEtcd(files);
  for (const name of ["etcd/ca.crt", "apiserver-etcd-client.crt", "apiserver-etcd-client.key"]) {
    files.put(`/etc/kubernetes/pki/${name}`, name);
  }
});
const look = (expectation = exampleExpectation()) => observeEtcd({ files, etcdAt: () => etcd }, expectation);

it("tells leader, members, sizes and alarms", async () => {
  etcd.raised = [{ memberId: etcd.member.id, kind: "NOSPACE" }];
  expect(await look()).toEqual({
    kind: "answers",
    version: "3.7.0",
    isLeader: true,
    leader: "cp1",
    members: [{ name: "cp1", isLearner: false }],
    dbSize: 8,
    dbSizeInUse: 8,
    alarms: ["NOSPACE"],
  });
});

it("knows when there is no leader", async () => {
  etcd.leaderId = "0";
  expect(await look()).toMatchObject({ isLeader: false, leader: undefined });
});

it("is unknown where etcd does not answer, or cannot be asked", async () => {
  etcd.isAvailable = false;
  expect((await look())?.kind).toBe("unknown");
  files = new InMemoryFileSystem();
  expect(await look()).toEqual({ kind: "unknown", reason: "there is no certificate to ask it with" });
});

it("is nothing where this host has no etcd", async () => {
  const { components } = exampleExpectation();
  expect(await look(exampleExpectation({ components: components.slice(1) }))).toBeUndefined();
});
