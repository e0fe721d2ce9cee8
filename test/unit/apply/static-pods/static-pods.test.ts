import { beforeEach, describe, expect, it } from "vitest";
import { addStaticPod, type AddRequest } from "../../../../src/apply/static-pods/add-static-pod.ts";
import { removeStaticPod } from "../../../../src/apply/static-pods/remove-static-pod.ts";
import type { Link } from "../../../../src/diagnose/explain/chain.ts";
import type { PodExplanation } from "../../../../src/diagnose/explain/pod-explanation.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { RecordingReporter } from "../../../support/recording-reporter.ts";
import { systemError } from "../../../support/system-error.ts";
import { podText } from "../../../support/static-pod-text.ts";

const DIRECTORY = absolute("/etc/kubernetes/manifests");
const PATH = `${DIRECTORY}/web.yaml`;
const signal = new AbortController().signal;
let files: InMemoryFileSystem;
let clock: FakeClock;
let reporter: RecordingReporter;

beforeEach(() => {
  files = new InMemoryFileSystem().putDirectory("/etc").putDirectory("/etc/kubernetes").putDirectory(DIRECTORY);
  clock = new FakeClock();
  reporter = new RecordingReporter();
});

const link = (name: Link["name"], state: Link["state"], summary = ""): Link => ({
  name,
  state,
  summary,
  at: 0,
  evidence: [`evidence of ${name}`],
});
const READY = [link("manifest", "done"), link("container", "done"), link("health", "done")];
const CRASHED = [link("manifest", "done"), link("container", "failing", "main exited with status 3")];
const REFUSED = [link("manifest", "failing", "the kubelet refuses it")];
const NO_API = [link("container", "done"), link("health", "could not tell")];

function explanation(chain: readonly Link[]): PodExplanation {
  const verdict = chain === READY ? { kind: "ready" as const } : { kind: "unproven" as const, known: [], next: [] };
  return { name: "web", nodeName: "node-1", at: 0, chain, verdict };
}

describe("adding", () => {
  const request: AddRequest = {
    file: "some/web.yaml",
    text: podText("web"),
    nodeName: "node-1",
    directory: DIRECTORY,
    timeoutMs: 60_000,
    keeps: false,
    transactionId: "tx000000000001",
  };
  const add = async (chain: () => readonly Link[], changed: Partial<AddRequest> = {}, ports = {}) => {
    const explain = async () => explanation(chain());
    return addStaticPod({ ...request, ...changed }, { files, clock, reporter, signal, explain, ...ports });
  };

  it("places the file, for root alone, and is done when the Pod stays ready", async () => {
    await expect(add(() => READY)).resolves.toMatchObject({ path: PATH, isNew: true, outcome: "ready" });
    expect(await files.readText(absolute(PATH))).toEqual({ kind: "present", value: podText("web") });
    expect(await files.status(absolute(PATH))).toMatchObject({ value: { mode: 0o600, owner: "root:root" } });
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(3_000);
  });

  it("is not done with a container that ends after a moment", async () => {
    let looks = 0;
    const chain = () => ((looks += 1) === 2 ? READY : CRASHED);
    await expect(add(chain)).rejects.toMatchObject({ code: "StaticPodNotReady" });
  });

  it("takes away what does not get ready, and says why it did not", async () => {
    const error = await add(() => CRASHED).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "StaticPodNotReady", category: "failed" });
    expect(String(error)).toContain("main exited with status 3");
    expect(error).toHaveProperty("evidence", expect.arrayContaining(["  evidence of container"]));
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: [] });
  });

  it("ends at once where the kubelet refuses the file", async () => {
    await expect(add(() => REFUSED)).rejects.toMatchObject({ code: "StaticPodNotReady" });
    expect(clock.monotonicMs()).toBeLessThan(1_000);
  });

  it("keeps the file where it is asked to", async () => {
    await expect(add(() => CRASHED, { keeps: true })).rejects.toMatchObject({ code: "StaticPodNotReady" });
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: ["web.yaml"] });
  });

  it("says what to do where the file cannot be taken away", async () => {
    files.remove = async () => Promise.reject(systemError("EROFS", "unlink", PATH));
    const error = await add(() => CRASHED).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: "not-rolled-back", explanation: { fix: [`rm ${PATH}`] } });
  });

  it("takes the file away when it is interrupted", async () => {
    const controller = new AbortController();
    clock.at(5_000, () => controller.abort(new Error("stopped")));
    await expect(add(() => CRASHED, {}, { signal: controller.signal })).rejects.toThrow("stopped");
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: [] });
  });

  it("leaves the very same file alone, even where its Pod is not ready", async () => {
    files.put(PATH, podText("web"));
    await expect(add(() => READY)).resolves.toMatchObject({ isNew: false });
    await expect(add(() => CRASHED)).rejects.toMatchObject({ code: "StaticPodNotReady" });
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: ["web.yaml"] });
  });

  it("is content with a Pod that goes on running where no API tells whether it is ready", async () => {
    await expect(add(() => NO_API)).resolves.toMatchObject({ outcome: "running" });
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(10_000);
  });

  it.each([
    ["a bad file", { text: podText("web", { serviceAccountName: "a" }) }, "StaticPodRejected"],
    ["no directory", { directory: absolute("/nowhere") }, "NoStaticPodDirectory"],
    ["a component's place", { file: "etcd.yaml" }, "StaticPodOfControlPlane"],
  ])("writes nothing for %s", async (_title, changed, code) => {
    await expect(add(() => READY, changed)).rejects.toMatchObject({ code });
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: [] });
  });

  it("never leaves half a file, whichever step fails", async () => {
    for (const operation of ["writeNew", "rename"] as const) {
      files[operation] = async () => Promise.reject(systemError("ENOSPC", "write", PATH));
      await expect(add(() => READY)).rejects.toMatchObject({ code: "WriteFailed" });
      expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: [] });
    }
  });
});

describe("removing", () => {
  const runtime = () =>
    new FakeContainerRuntime()
      .putSandbox({
        id: "web",
        name: "web-node-1",
        namespace: "default",
        annotations: { "kubernetes.io/config.source": "file" },
      })
      .putContainer({ id: "web-0", sandboxId: "web", name: "main" });
  const remove = async (name: string, from: FakeContainerRuntime) =>
    removeStaticPod(
      { name, nodeName: "node-1", directory: DIRECTORY, timeoutMs: 30_000 },
      { files, clock, reporter, runtime: from, signal },
    );

  beforeEach(() => files.put(PATH, podText("web")));

  it("waits until nothing of the Pod runs", async () => {
    const running = runtime();
    clock.at(7_000, () => {
      running.putContainer({ id: "web-0", sandboxId: "web", name: "main", state: "exited" });
      running.putSandbox({ id: "web", name: "web-node-1", namespace: "default", isReady: false });
    });
    await expect(remove("web", running)).resolves.toEqual({ path: PATH, podName: "web-node-1", remaining: undefined });
    expect(clock.monotonicMs()).toBe(7_000);
    expect(reporter.of("stage-detail")[0]).toMatchObject({ detail: "main of web-node-1 still runs" });
  });

  it("says that it still runs where the kubelet does not stop it", async () => {
    await expect(remove("web", runtime())).rejects.toMatchObject({ code: "StaticPodStillRuns" });
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: [] });
  });

  it("does not take a runtime that is away for one without the Pod", async () => {
    const away = runtime();
    away.isAvailable = false;
    await expect(remove("web", away)).rejects.toMatchObject({ code: "StaticPodStillRuns" });
  });

  it("leaves the control plane alone", async () => {
    files.put(`${DIRECTORY}/etcd.yaml`, podText("etcd"));
    await expect(remove("etcd", runtime())).rejects.toMatchObject({ code: "StaticPodOfControlPlane" });
    expect(await files.list(DIRECTORY)).toEqual({ kind: "present", value: ["etcd.yaml", "web.yaml"] });
  });
});
