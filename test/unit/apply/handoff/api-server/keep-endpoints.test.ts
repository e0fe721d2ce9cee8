import { expect, test } from "vitest";
import { keepEndpoints, releaseEndpoints } from "../../../../../src/apply/handoff/api-server/keep-endpoints.ts";
import { absolute } from "../../../../../src/domain/absolute-path.ts";
import { EtcdUnavailable } from "../../../../../src/ports/etcd.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { FakeEtcd } from "../../../../support/fake-etcd.ts";
import { RecordingReporter } from "../../../../support/recording-reporter.ts";
import { InMemoryFileSystem } from "../../../../support/in-memory-file-system.ts";

const KEY = "/registry/masterleases/handoff-192.0.2.10";
const manifest = { path: absolute("/etc/kubernetes/manifests/kube-apiserver.yaml"), mode: 0o600, owner: "root:root" };

function ground() {
  const files = new InMemoryFileSystem();
  const clock = new FakeClock();
  const [etcd, reporter] = [new FakeEtcd(files, clock), new RecordingReporter()];
  return { etcd, reporter, effects: { files, clock, reporter, etcdAt: async () => etcd } };
}

test("the second lease is there until it is taken away, and is not there after five minutes in any case", async () => {
  const { etcd, effects } = ground();
  await keepEndpoints({ manifest, address: "192.0.2.10" }, effects);
  expect(await etcd.get(KEY)).toContain('"ip":"192.0.2.10"');
  await releaseEndpoints({ manifest, address: "192.0.2.10" }, effects);
  expect(await etcd.get(KEY)).toBeUndefined();
  await keepEndpoints({ manifest, address: "192.0.2.10" }, effects);
  effects.clock.advance(300_000);
  expect(await etcd.get(KEY)).toBeUndefined();
});

test("an etcd that does not answer keeps nobody from ending a handoff, but from beginning one", async () => {
  const { etcd, reporter, effects } = ground();
  etcd.isAvailable = false;
  await releaseEndpoints({ manifest, address: "192.0.2.10" }, effects);
  expect(reporter.of("warning").map(({ text }) => text)).toEqual([expect.stringContaining(KEY)]);
  await expect(keepEndpoints({ manifest, address: "192.0.2.10" }, effects)).rejects.toThrow(EtcdUnavailable);
});
