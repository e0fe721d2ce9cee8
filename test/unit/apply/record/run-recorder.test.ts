import { expect, test } from "vitest";
import { RunRecorder } from "../../../../src/apply/record/run-recorder.ts";
import { clearRecordDrafts, keepRecord } from "../../../../src/apply/record/keep-record.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { readRunRecord } from "../../../../src/observed/revisions/read-run-record.ts";
import { LAST_RUN } from "../../../../src/observed/revisions/revision-place.ts";
import { exampleRun, stage } from "../../../support/example-run.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { answered, FakeHttp } from "../../../support/fake-http.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { RecordingReporter } from "../../../support/recording-reporter.ts";

const MANIFESTS = absolute("/etc/kubernetes/manifests");
const SAID = { command: "steadyplane apply", node: "cp1", outcome: "done", failure: "", revision: 2 } as const;

function manifest(port: number): string {
  const command = `[etcd, "--listen-metrics-urls=http://127.0.0.1:${port}"]`;
  return `{apiVersion: v1, kind: Pod, metadata: {name: etcd}, spec: {containers: [{name: etcd, command: ${command}}]}}`;
}

function recorder() {
  const clock = new FakeClock();
  const files = new InMemoryFileSystem().put(`${MANIFESTS}/etcd.yaml`, manifest(2381));
  return { clock, files, recorder: new RunRecorder({ clock, files }, MANIFESTS) };
}

const START = { kind: "stage-started", stage: "etcd", title: "etcd" } as const;

test("time begins with the first stage, and what is passed on is not changed", async () => {
  const { clock, recorder: run } = recorder();
  const reporter = new RecordingReporter();
  expect(run.hasWorked).toBe(false);
  clock.advance(5_000);
  run.reporter(reporter).notify(START);
  clock.advance(700);
  run.reporter(reporter).notify({ kind: "stage-done", stage: "etcd", summary: "changed", tookMs: 700 });
  const record = await run.end(SAID);
  expect(record).toMatchObject({ ...SAID, startedAt: "2026-01-01T00:00:05.000Z", tookMs: 700 });
  expect(record.events).toEqual([
    { atMs: 0, kind: "stage-started", stage: "etcd", text: "etcd" },
    { atMs: 700, kind: "stage-done", stage: "etcd", text: "changed" },
  ]);
  expect(reporter.events).toHaveLength(2);
});

test("a hold that is renewed is one, and what opens no connection is none", async () => {
  const { clock, recorder: run } = recorder();
  run.reporter(new RecordingReporter()).notify(START);
  const packets = run.packets(new FakePacketFilter(clock));
  await packets.translate("etcd", []);
  await packets.hold("etcd", ["192.0.2.1"], 6443, 5_000, "opened");
  clock.advance(2_000);
  await packets.hold("etcd", ["192.0.2.1"], 6443, 5_000, "opened");
  await packets.hold("kube-apiserver", ["192.0.2.1"], 6443, 5_000, "opening");
  clock.advance(300);
  await packets.release("etcd");
  await packets.stopTranslating("etcd");
  await packets.remove("etcd");
  const { events } = await run.end(SAID);
  expect(events.slice(1)).toEqual([
    { atMs: 0, kind: "translated", component: "etcd" },
    { atMs: 0, kind: "held", component: "etcd" },
    { atMs: 2_300, kind: "released", component: "etcd" },
    { atMs: 2_300, kind: "returned", component: "etcd" },
  ]);
});

test("an instance is followed from its manifest to its end, by the runtime's own times", async () => {
  const { clock, files, recorder: run } = recorder();
  await run.begin();
  run.reporter(new RecordingReporter()).notify(START);
  const startedAt = clock.now();
  const watched = run.files(files);
  await watched.writeNew(absolute(`${MANIFESTS}/.draft`), manifest(12_381), 0o600, "root:root");
  await watched.rename(absolute(`${MANIFESTS}/.draft`), absolute(`${MANIFESTS}/etcd-handoff.yaml`));
  const runtime = new FakeContainerRuntime()
    .putSandbox({ id: "box", name: "etcd-handoff-cp1", namespace: "kube-system", createdAt: startedAt + 200 })
    .putContainer({
      id: "one",
      sandboxId: "box",
      name: "etcd",
      state: "running",
      createdAt: startedAt + 300,
      startedAt: startedAt + 400,
    });
  clock.advance(600);
  const asked = run.runtime(runtime);
  await asked.sandboxes();
  await asked.containers();
  await asked.containerStatus("one");
  const http = run.http(new FakeHttp().answer("http://127.0.0.1:12381/", answered("ok")));
  await http.request({ url: "http://127.0.0.1:12381/readyz?verbose", timeoutMs: 1 });
  await http.request({ url: "http://127.0.0.1:12381/readyz", timeoutMs: 1 });
  clock.advance(400);
  await watched.remove(absolute(`${MANIFESTS}/etcd-handoff.yaml`));
  runtime.removeContainer("one");
  const { events } = await run.end(SAID);
  const name = { component: "etcd", instance: "second" };
  expect(events.slice(1)).toEqual([
    { atMs: 0, kind: "manifest-placed", ...name },
    { atMs: 200, kind: "sandbox-created", sandbox: "box", ...name },
    { atMs: 300, kind: "container-created", container: "one", sandbox: "box", ...name },
    { atMs: 400, kind: "container-started", container: "one", sandbox: "box", ...name },
    { atMs: 600, kind: "ready", container: "one", ...name },
    { atMs: 1_000, kind: "manifest-removed", ...name },
    { atMs: 1_000, kind: "container-ended", container: "one", exitCode: undefined, ...name },
  ]);
});

test("while clients of the API server are sent elsewhere, only the loopback speaks for the canonical one", async () => {
  const { clock, files, recorder: run } = recorder();
  files.put(`${MANIFESTS}/kube-apiserver.yaml`, manifest(1).replaceAll("etcd", "kube-apiserver"));
  await run.begin();
  run.reporter(new RecordingReporter()).notify(START);
  const at = clock.now();
  const runtime = new FakeContainerRuntime()
    .putSandbox({ id: "box", name: "kube-apiserver-cp1", namespace: "kube-system", createdAt: at })
    .putContainer({ id: "one", sandboxId: "box", state: "running", createdAt: at, startedAt: at });
  const asked = run.runtime(runtime);
  await asked.sandboxes();
  await asked.containers();
  await run.packets(new FakePacketFilter(clock)).translate("kube-apiserver", []);
  const http = run.http(new FakeHttp().answer("https://", answered("ok")));
  clock.advance(100);
  await http.request({ url: "https://192.0.2.1:6443/readyz?verbose", timeoutMs: 1 });
  clock.advance(100);
  await http.request({ url: "https://127.0.0.2:6443/readyz?verbose", timeoutMs: 1 });
  const { events } = await run.end(SAID);
  expect(events.filter(({ kind }) => kind === "ready").map(({ atMs }) => atMs)).toEqual([200]);
});

test("a record is read again as it was kept, by root alone", async () => {
  const files = new InMemoryFileSystem().putDirectory("/var/lib/steadyplane/revisions/2", 0o700);
  const record = exampleRun(stage("etcd", 0, 100));
  await keepRecord(record, files);
  expect(await readRunRecord(LAST_RUN, files)).toEqual({ kind: "present", value: record });
  const kept = absolute("/var/lib/steadyplane/revisions/2/run.json");
  expect(await readRunRecord(kept, files)).toEqual({ kind: "present", value: record });
  expect(await files.status(kept)).toMatchObject({ value: { mode: 0o600, owner: "root:root" } });
  files.put(kept, '{"format":"steadyplane-run"}');
  expect(await readRunRecord(kept, files)).toMatchObject({ kind: "corrupt" });
});

test("what a run that was killed while it wrote its record left is cleared, and nothing else", async () => {
  const directory = "/var/lib/steadyplane";
  const files = new InMemoryFileSystem()
    .put(`${directory}/.last-run.json.tx000000000000`, "half")
    .put(`${directory}/revisions/2/.run.json.tx000000000000`, "half")
    .put(`${directory}/last-run.json`, "whole");
  await clearRecordDrafts(2, files);
  expect(await files.list(absolute(directory))).toMatchObject({ value: ["last-run.json", "revisions"] });
  expect(await files.list(absolute(`${directory}/revisions/2`))).toMatchObject({ value: [] });
});
