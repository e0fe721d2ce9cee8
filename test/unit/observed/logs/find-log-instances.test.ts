import { beforeEach, expect, it } from "vitest";
import { findLogInstances } from "../../../../src/observed/logs/find-log-instances.ts";
import { podsWithLogs } from "../../../../src/observed/logs/pod-log-files.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const POD = "/var/log/pods/kube-system_etcd-node-1_0b6f/etcd";
const OLD_POD = "/var/log/pods/kube-system_etcd-node-1_97aa/etcd";
const line = (time: string) => `2026-11-23T${time}.000000000Z stderr F text\n`;
let files: InMemoryFileSystem;
let runtime: FakeContainerRuntime;

beforeEach(() => {
  files = new InMemoryFileSystem();
  runtime = new FakeContainerRuntime();
  files.put(`${OLD_POD}/0.log`, line("08:00:00"));
  files.put(`${POD}/1.log`, line("09:00:00"));
  files.put(`${POD}/1.log.20261123-085000`, line("08:50:00"));
  files.put(`${POD}/1.log.20261123-084000.gz`, "packed");
  files.put(`${POD}/2.log`, "");
  files.put("/var/log/pods/kube-system_etcd-node-2_1111/etcd/0.log", line("10:00:00"));
});
const find = () => findLogInstances({ files, runtime }, (name) => name === "etcd-node-1");

it("finds what there is without a runtime, the oldest first", async () => {
  runtime.isAvailable = false;
  const { instances, runtimeAway } = await find();
  expect(instances.map(({ path }) => path)).toEqual([`${OLD_POD}/0.log`, `${POD}/1.log`, `${POD}/2.log`]);
  expect(runtimeAway).toContain("nothing answers");
});

it("tells what was rotated from what was packed", async () => {
  const second = (await find()).instances[1];
  expect(second?.rotated).toEqual([`${POD}/1.log.20261123-085000`]);
  expect(second?.packed).toEqual([`${POD}/1.log.20261123-084000.gz`]);
});

it("adds what the runtime knows, and logs that are elsewhere", async () => {
  const createdAt = Date.parse("2026-11-23T09:30:00Z");
  runtime.putSandbox({ id: "pod", name: "etcd-node-1" });
  runtime.putContainer({ id: "a", sandboxId: "pod", name: "etcd", attempt: 2, logPath: `${POD}/2.log`, createdAt });
  runtime.putContainer({ id: "b", sandboxId: "pod", name: "etcd", attempt: 3, logPath: "/srv/3.log", createdAt });
  const { instances, runtimeAway } = await find();
  expect(runtimeAway).toBeUndefined();
  expect(instances.map(({ path, status }) => [path, status?.id])).toEqual([
    [`${OLD_POD}/0.log`, undefined],
    [`${POD}/1.log`, undefined],
    [`${POD}/2.log`, "a"],
    ["/srv/3.log", "b"],
  ]);
});

it("knows which Pods have logs", async () => {
  expect(await podsWithLogs(files)).toEqual(["etcd-node-1", "etcd-node-2"]);
  expect(await podsWithLogs(new InMemoryFileSystem())).toEqual([]);
});
