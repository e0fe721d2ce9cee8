import { createServer } from "node:net";
import { writeFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { GrpcContainerRuntime } from "../../src/adapters/grpc-container-runtime.ts";
import { below } from "../../src/domain/absolute-path.ts";
import type { ContainerRuntime } from "../../src/ports/container-runtime.ts";
import { serveCri } from "../support/cri-server.ts";
import { FakeContainerRuntime } from "../support/fake-container-runtime.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const CREATED = Date.UTC(2026, 0, 1, 12);
const SANDBOX = {
  id: "sandbox-1",
  name: "etcd-a",
  namespace: "kube-system",
  uid: "u1",
  isReady: true,
  createdAt: CREATED,
  labels: { tier: "control-plane" },
  annotations: { "kubernetes.io/config.hash": "u1" },
};
const CONTAINER = {
  id: "container-1",
  sandboxId: "sandbox-1",
  name: "etcd",
  attempt: 3,
  state: "running",
  image: "registry/etcd:1",
  createdAt: CREATED + 1_000,
  labels: { a: "b" },
  annotations: { c: "d" },
} as const;
const STATUS = {
  ...CONTAINER,
  pid: 4242,
  startedAt: CREATED + 2_000,
  finishedAt: 0,
  exitCode: 0,
  reason: "",
  message: "",
  logPath: "/var/log/pods/etcd/3.log",
};

function filled(): FakeContainerRuntime {
  return new FakeContainerRuntime().putSandbox(SANDBOX).putContainer(STATUS).putImage("registry/etcd:1", 5_000_000_000);
}

async function overCri(state: FakeContainerRuntime): Promise<ContainerRuntime> {
  const socket = below(temporaryDirectory(), "cri.sock");
  await serveCri(state, socket);
  return new GrpcContainerRuntime(`unix://${socket}`);
}

describe.each<[string, (state: FakeContainerRuntime) => ContainerRuntime | Promise<ContainerRuntime>]>([
  ["fake", (state) => state],
  ["over CRI", overCri],
])("ContainerRuntime: %s", (_name, reach) => {
  test("who it is and how it is", async () => {
    const state = filled();
    state.unmet = ["NetworkReady: cni plugin not initialized"];
    const runtime = await reach(state);
    expect(await runtime.version()).toEqual({ name: "containerd", version: "2.1.0", apiVersion: "v1" });
    expect(await runtime.unmetConditions()).toEqual(["NetworkReady: cni plugin not initialized"]);
  });
  test.each(["systemd", "cgroupfs", undefined] as const)("its cgroup driver: %s", async (driver) => {
    const state = filled();
    state.driver = driver;
    expect(await (await reach(state)).cgroupDriver()).toBe(driver);
  });
  test("sandboxes, containers and a container's status", async () => {
    const runtime = await reach(filled());
    expect(await runtime.sandboxes()).toEqual([SANDBOX]);
    expect(await runtime.containers()).toEqual([CONTAINER]);
    expect(await runtime.containerStatus(CONTAINER.id)).toEqual(STATUS);
    await expect(runtime.containerStatus("none")).rejects.toThrow("none");
  });
  test("images by reference, and their sizes", async () => {
    const runtime = await reach(filled());
    const image = { id: "sha256:registry/etcd:1", size: 5_000_000_000 };
    expect(await runtime.image("registry/etcd:1")).toEqual(image);
    expect(await runtime.image("registry/etcd:2")).toBeUndefined();
    expect(await runtime.images()).toEqual([{ ...image, tags: ["registry/etcd:1"] }]);
  });
  test("an image is pulled, or the runtime's reason is told", async () => {
    const state = filled();
    state.registry.add("registry/new:1");
    const runtime = await reach(state);
    await runtime.pullImage("registry/new:1");
    expect(await runtime.image("registry/new:1")).toBeDefined();
    await expect(runtime.pullImage("registry/none:1")).rejects.toThrow("registry/none:1");
  });
  test("a stopped container has exited, and stays listed", async () => {
    const runtime = await reach(filled());
    await runtime.stopContainer(CONTAINER.id, 3);
    expect(await runtime.containerStatus(CONTAINER.id)).toMatchObject({ state: "exited", pid: undefined });
    await expect(runtime.stopContainer(CONTAINER.id, 0)).resolves.toBeUndefined();
  });
  test("a stopped sandbox stops its containers; removed, all of it is gone; what is absent is fine", async () => {
    const runtime = await reach(filled());
    await runtime.stopSandbox(SANDBOX.id);
    expect(await runtime.sandboxes()).toMatchObject([{ isReady: false }]);
    expect(await runtime.containers()).toMatchObject([{ state: "exited" }]);
    await runtime.removeSandbox(SANDBOX.id);
    expect(await runtime.sandboxes()).toEqual([]);
    expect(await runtime.containers()).toEqual([]);
    await expect(runtime.stopSandbox("none")).resolves.toBeUndefined();
    await expect(runtime.removeSandbox("none")).resolves.toBeUndefined();
  });
  test("where nothing answers it is unavailable, and back when it is back", async () => {
    const state = filled();
    const runtime = await reach(state);
    state.isAvailable = false;
    await expect(runtime.version()).rejects.toMatchObject({ name: "RuntimeUnavailable" });
    await expect(runtime.cgroupDriver()).rejects.toMatchObject({ name: "RuntimeUnavailable" });
    state.isAvailable = true;
    await expect(runtime.version()).resolves.toBeDefined();
  });
});

describe("GrpcContainerRuntime alone", () => {
  test("no socket, or a file that is none: unavailable, and the socket is named", async () => {
    const directory = temporaryDirectory();
    writeFileSync(below(directory, "file"), "");
    for (const name of ["nothing", "file"]) {
      const version = new GrpcContainerRuntime(below(directory, name)).version();
      await expect(version).rejects.toMatchObject({
        name: "RuntimeUnavailable",
        message: expect.stringContaining(`${directory}/${name}`),
      });
    }
  });
  test("a socket that somebody accepts but nobody answers: unavailable within the bound", async () => {
    const path = below(temporaryDirectory(), "cri.sock");
    const server = createServer().listen(path);
    onTestFinished(() => {
      server.close();
    });
    await expect(new GrpcContainerRuntime(path).version()).rejects.toMatchObject({ name: "RuntimeUnavailable" });
  });
  test("a runtime that starts later is found, by the same client", async () => {
    const path = below(temporaryDirectory(), "cri.sock");
    const runtime = new GrpcContainerRuntime(path);
    await expect(runtime.version()).rejects.toMatchObject({ name: "RuntimeUnavailable" });
    await serveCri(filled(), path);
    await expect.poll(() => runtime.version().catch(() => undefined), { timeout: 5_000 }).toBeDefined();
  });
});
