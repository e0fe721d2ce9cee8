import { expect, it } from "vitest";
import { describeLint, isAccepted, lintAsJson } from "../../../../cli/output/describe-lint.ts";
import { describeShownPod, shownPodAsJson } from "../../../../cli/output/describe-shown-pod.ts";
import { describeStaticPods, staticPodsAsJson } from "../../../../cli/output/describe-static-pods.ts";
import { directoryEntries } from "../../../../src/config/static-pod/directory-entries.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { SeenPod } from "../../../../src/diagnose/explain/seen-pod.ts";
import type { RunningPod } from "../../../../src/observed/static-pods/running-static-pods.ts";
import { EXAMPLE_PLACES } from "../../../support/example-explanation.ts";
import { podText } from "../../../support/static-pod-text.ts";

const GOLDEN = "../../../golden/static-pods";
const BAD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: shop
  hostnetwork: true
  containers:
  - name: shop
    image: shop
    args: [yes]
`;
const entries = directoryEntries(
  [
    { kind: "ignored", path: absolute("/m/.web.yaml.swp"), because: "its name begins with a dot" },
    { kind: "file", path: absolute("/m/bad.yaml"), text: BAD },
    { kind: "unreadable", path: absolute("/m/secret.yaml"), reason: "EACCES" },
    { kind: "file", path: absolute("/m/web.yaml"), text: podText("web") },
    { kind: "file", path: absolute("/m/web.yaml.bak"), text: podText("web") },
  ],
  "node-1",
);
const running: RunningPod[] = [
  {
    podName: "web-node-1",
    namespace: "default",
    uid: "u",
    configHash: "h",
    isReady: true,
    containers: [{ name: "main", state: "running", attempt: 0 }],
  },
  { podName: "old-node-1", namespace: "default", uid: "o", configHash: "o", isReady: true, containers: [] },
];

it("tells what the kubelet makes of each file", async () => {
  await expect(`${describeLint(entries)}\n`).toMatchFileSnapshot(`${GOLDEN}/lint.txt`);
  expect(entries.map(isAccepted)).toEqual([true, false, false, false, true]);
});

it("gives places and words as JSON, too", async () => {
  await expect(`${JSON.stringify(lintAsJson(entries), undefined, 2)}\n`).toMatchFileSnapshot(`${GOLDEN}/lint.json`);
});

it("lists files and Pods", async () => {
  const seen = { places: EXAMPLE_PLACES, entries, running: { kind: "present", value: running } as const };
  await expect(`${describeStaticPods(seen)}\n`).toMatchFileSnapshot(`${GOLDEN}/list.txt`);
  expect(staticPodsAsJson(seen)).toMatchObject({ withoutFile: [{ podName: "old-node-1" }], runtime: "answers" });
});

it("lists files without the runtime, and does not say that nothing runs", async () => {
  const seen = { places: EXAMPLE_PLACES, entries, running: { kind: "unreadable", reason: "ENOENT" } as const };
  await expect(`${describeStaticPods(seen)}\n`).toMatchFileSnapshot(`${GOLDEN}/list-without-runtime.txt`);
  expect(staticPodsAsJson(seen)).toMatchObject({ running: undefined, runtime: "ENOENT" });
});

const SEEN: SeenPod = {
  name: "web",
  podName: "web-node-1",
  manifestPath: absolute("/m/web.yaml.bak"),
  manifest: { kind: "present", value: {} },
  twins: [],
  sandbox: {
    id: "0123456789abcdef",
    name: "web-node-1",
    namespace: "default",
    uid: "5f0c",
    isReady: true,
    createdAt: Date.UTC(2026, 0, 1),
    labels: {},
    annotations: { "kubernetes.io/config.hash": "5f0c" },
  },
  containers: [
    {
      name: "main",
      image: "registry.example/main:1",
      imageState: "present",
      command: [],
      running: undefined,
      exited: undefined,
      restarts: 0,
      process: undefined,
      exitLog: [],
      runLog: [],
    },
  ],
  probes: [],
  alarms: [],
  refusal: undefined,
  kubeletProbes: [],
  isReadyInApi: false,
  lease: undefined,
  mirrorPod: { kind: "present", value: { configHash: "5f0c", phase: "Pending", reason: "" } },
  syncErrors: [],
};
const web = entries[4];

it("shows one Pod", async () => {
  if (web?.kind !== "pod") {
    throw new Error("it should hold a Pod");
  }
  const shown = { entry: web, identity: web.identity, seen: SEEN, runtimeAway: undefined };
  await expect(`${describeShownPod(shown)}\n`).toMatchFileSnapshot(`${GOLDEN}/show.txt`);
  expect(shownPodAsJson(shown)).toMatchObject({ uid: "5f0c", configHash: "5f0c", mirrorPod: { isReady: false } });
});

it("shows what is known without runtime and API", async () => {
  if (web?.kind !== "pod") {
    throw new Error("it should hold a Pod");
  }
  const seen: SeenPod = {
    ...SEEN,
    sandbox: undefined,
    mirrorPod: { kind: "unreadable", reason: "connect ECONNREFUSED" },
  };
  const shown = { entry: web, identity: web.identity, seen, runtimeAway: "ENOENT" };
  await expect(`${describeShownPod(shown)}\n`).toMatchFileSnapshot(`${GOLDEN}/show-without-runtime.txt`);
});
