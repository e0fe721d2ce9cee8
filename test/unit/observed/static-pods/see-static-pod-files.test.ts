import { expect, it } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { runningStaticPods } from "../../../../src/observed/static-pods/running-static-pods.ts";
import { seeStaticPodFiles } from "../../../../src/observed/static-pods/see-static-pod-files.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

it("sees what the kubelet reads, and why it passes over the rest", async () => {
  const files = new InMemoryFileSystem()
    .putDirectory("/m")
    .put("/m/.draft", "x")
    .put("/m/a.yaml", "a")
    .put("/m/b.yaml.bak", "b")
    .put("/m/c", "c")
    .makeUnreadable("/m/c")
    .putDirectory("/m/d")
    .putOther("/m/e");
  expect(await seeStaticPodFiles(files, absolute("/m"))).toEqual({
    kind: "present",
    value: [
      { kind: "ignored", path: "/m/.draft", because: "its name begins with a dot" },
      { kind: "file", path: "/m/a.yaml", text: "a" },
      { kind: "file", path: "/m/b.yaml.bak", text: "b" },
      { kind: "unreadable", path: "/m/c", reason: "EACCES" },
      { kind: "ignored", path: "/m/d", because: "a directory" },
      { kind: "ignored", path: "/m/e", because: "no file" },
    ],
  });
});

it("does not take a directory that cannot be listed for an empty one", async () => {
  const files = new InMemoryFileSystem().putDirectory("/m").makeUnreadable("/m");
  expect(await seeStaticPodFiles(files, absolute("/m"))).toEqual({ kind: "unreadable", reason: "EACCES" });
});

it("shows the newest sandbox of each Pod from a file that runs something", async () => {
  const annotations = { "kubernetes.io/config.source": "file", "kubernetes.io/config.hash": "new" };
  const runtime = new FakeContainerRuntime()
    .putSandbox({ id: "1", name: "web-n", uid: "old", isReady: false, createdAt: 1, annotations })
    .putSandbox({ id: "2", name: "web-n", uid: "u", createdAt: 2, annotations })
    .putSandbox({ id: "3", name: "gone-n", isReady: false, annotations })
    .putSandbox({ id: "4", name: "of-the-api" })
    .putContainer({ id: "c0", sandboxId: "2", name: "main", attempt: 0, state: "exited" })
    .putContainer({ id: "c1", sandboxId: "2", name: "main", attempt: 1 });
  const containers = [{ name: "main", state: "running", attempt: 1 }];
  expect(await runningStaticPods(runtime)).toEqual({
    kind: "present",
    value: [{ podName: "web-n", namespace: "kube-system", uid: "u", configHash: "new", isReady: true, containers }],
  });
});
