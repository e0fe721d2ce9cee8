import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GrpcContainerRuntime } from "../../src/adapters/grpc-container-runtime.ts";
import { startContainerd } from "../support/private-containerd.ts";
import type { PrivateContainerd } from "../support/private-containerd.ts";

const REFERENCE = "registry.test/empty:1";

describe("GrpcContainerRuntime with containerd", () => {
  let containerd: PrivateContainerd;
  let runtime: GrpcContainerRuntime;
  beforeAll(async () => {
    containerd = await startContainerd();
    runtime = new GrpcContainerRuntime(`unix://${containerd.socket}`);
  }, 60_000);
  afterAll(() => containerd?.stop());

  test("who it is", async () => {
    const { name, version, apiVersion } = await runtime.version();
    expect({ name, apiVersion }).toEqual({ name: "containerd", apiVersion: "v1" });
    expect(containerd.version).toContain(version.replace(/^v/u, ""));
  });
  test("Pods have no network here, and nothing else is wrong", async () => {
    expect(await runtime.unmetConditions()).toEqual([expect.stringMatching(/^NetworkReady: .+/u)]);
  });
  test("its cgroup driver is told since 2.0", async () => {
    const known = /\sv?1\./u.test(containerd.version) ? [undefined] : ["cgroupfs", "systemd"];
    expect(known).toContain(await runtime.cgroupDriver());
  });
  test("nothing runs; what does not exist is an error to look at, and fine to stop", async () => {
    expect(await runtime.sandboxes()).toEqual([]);
    expect(await runtime.containers()).toEqual([]);
    await expect(runtime.containerStatus("none")).rejects.toMatchObject({ code: 5 });
    await expect(runtime.stopContainer("none", 0)).resolves.toBeUndefined();
    await expect(runtime.stopSandbox("none")).resolves.toBeUndefined();
    await expect(runtime.removeSandbox("none")).resolves.toBeUndefined();
  });
  test("an image that was imported is found by its reference", async () => {
    expect(await runtime.image(REFERENCE)).toBeUndefined();
    containerd.importImage(REFERENCE);
    await expect.poll(() => runtime.image(REFERENCE), { timeout: 5_000 }).toBeDefined();
    const image = await runtime.image(REFERENCE);
    expect(image).toEqual({ id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u), size: expect.any(Number) });
    expect(image?.size).toBeGreaterThan(0);
    expect(await runtime.images()).toEqual([{ ...image, tags: [REFERENCE] }]);
  });
  test("a registry that nobody serves: the runtime's own reason", async () => {
    await expect(runtime.pullImage("127.0.0.1:1/none:1")).rejects.toThrow("connection refused");
  });
});
