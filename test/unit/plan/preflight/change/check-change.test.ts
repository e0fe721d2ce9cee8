import { expect, test } from "vitest";
import { absolute, below } from "../../../../../src/domain/absolute-path.ts";
import type { ChangeFacts, ChangeRequest } from "../../../../../src/plan/preflight/change/change-facts.ts";
import { checkChange } from "../../../../../src/plan/preflight/change/check-change.ts";
import { roomNeeds } from "../../../../../src/plan/preflight/change/room-needs.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../../support/example-specs.ts";
import {
  ABSENT,
  componentManifest,
  exampleFacts,
  manifestFact,
  pathFact,
  present,
  STATIC_POD_PATH,
  UNREADABLE,
} from "../../../../support/preflight-facts.ts";

const KEY = absolute("/etc/kubernetes/pki/apiserver.key");
const MANIFEST = below(STATIC_POD_PATH, "kube-apiserver.yaml");
const file = (changes: Parameters<typeof pathFact>[0] = {}) =>
  present(pathFact({ type: "file", mode: 0o600, ...changes }));

const request: ChangeRequest = {
  targets: new Set(["kube-apiserver"]),
  writes: [KEY, MANIFEST],
  manifests: [MANIFEST],
  secrets: [KEY],
  pairs: [],
  snapshotBytes: 0,
  builtAt: undefined,
};

function facts(changes: Partial<ChangeFacts> = {}): ChangeFacts {
  const { now, authorities, staticPods, mounts, runtime } = exampleFacts();
  const running = { state: "running", lastExit: undefined, lastLines: [], hasConfiguration: true } as const;
  return {
    ...{ request, now, authorities, staticPods, mounts, runtime },
    kubeletService: present(running),
    kubeletIsWell: present(true),
    space: ["/etc/kubernetes/manifests", "/etc/kubernetes/pki"].map((path) => ({
      path: absolute(path),
      free: present({ bytes: 2 ** 30, inodes: 10_000 }),
    })),
    targets: request.writes.map((path) => ({ path, status: file() })),
    parents: [{ path: absolute("/etc/kubernetes"), status: present(pathFact()) }],
    secrets: [{ path: KEY, status: file() }],
    pairs: [],
    ...changes,
  };
}

const found = (changes: Partial<ChangeFacts>) =>
  checkChange(exampleClusterSpec(), exampleNodeSpec(), facts(changes)).map(({ check, level }) => `${level} ${check}`);
const manifests = (...there: readonly ReturnType<typeof manifestFact>[]) => ({
  staticPods: { ...exampleFacts().staticPods, manifests: present(there) },
});
const target = (path: typeof KEY, status: ChangeFacts["targets"][number]["status"]) => ({
  targets: [{ path, status }],
});
const mount = (path: string, isReadOnly: boolean) => ({
  mounts: present([
    { path: "/", fileSystem: "ext4", isReadOnly: false },
    { path, fileSystem: "ext4", isReadOnly },
  ]),
});
const parent = (changes: Parameters<typeof pathFact>[0]) => ({
  parents: [{ path: absolute("/etc/kubernetes"), status: present(pathFact(changes)) }],
});

const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: vip }\nspec: { containers: [{ name: vip }] }\n";
const space = (bytes: number, inodes: number) => ({
  space: [{ path: absolute("/etc/kubernetes/manifests"), free: present({ bytes, inodes }) }],
});

test("a node that works can be changed, and Pods of others may run there", () => {
  expect(found({})).toEqual([]);
  expect(found(manifests(manifestFact("etcd.yaml", componentManifest("etcd")), manifestFact("vip.yaml", pod)))).toEqual(
    [],
  );
  expect(found(parent({ mode: 0o1777 }))).toEqual([]);
  expect(found(target(absolute("/var/lib/kubelet/pki/kubelet-client-current.pem"), file({ type: "symlink" })))).toEqual(
    [],
  );
  expect(found({ kubeletIsWell: ABSENT })).toEqual([]);
});

test.each<readonly [string, Partial<ChangeFacts>, string]>([
  ["the clock is wrong", { now: Date.UTC(1970, 0, 2) }, "Clock"],
  ["the kubelet does not answer", { kubeletIsWell: UNREADABLE }, "KubeletRunning"],
  ["the runtime does not answer", { runtime: UNREADABLE }, "CRI"],
  [
    "a backup lies among the manifests",
    manifests(manifestFact("etcd.bak", componentManifest("etcd"))),
    "StaticPodPath-etcd.bak",
  ],
  ["half a manifest does", manifests(manifestFact("half.yaml", pod.slice(0, 30))), "StaticPodPath-half.yaml"],
  [
    "the manifests cannot be listed",
    { staticPods: { ...exampleFacts().staticPods, manifests: UNREADABLE } },
    "StaticPodPath",
  ],
  [
    "their place is a link",
    { staticPods: { ...exampleFacts().staticPods, directory: file({ type: "symlink" }) } },
    "StaticPodPath",
  ],
  ["their place is read-only", mount(STATIC_POD_PATH, true), "StaticPodMount"],
  ["a manifest is a mount", mount(MANIFEST, false), "StaticPodMount"],
  ["the PKI is read-only", mount("/etc/kubernetes/pki", true), "ReadOnly--etc-kubernetes-pki"],
  ["a key is a mount", mount(KEY, false), "FileReplaceable--etc-kubernetes-pki-apiserver.key"],
  ["a link is planted", target(KEY, file({ type: "symlink" })), "FileReplaceable--etc-kubernetes-pki-apiserver.key"],
  ["a target cannot be looked at", target(KEY, UNREADABLE), "FileReplaceable--etc-kubernetes-pki-apiserver.key"],
  ["a group may write above", parent({ mode: 0o775 }), "DirTrusted--etc-kubernetes"],
  ["somebody else owns what is above", parent({ owner: "kube:kube" }), "DirTrusted--etc-kubernetes"],
  ["a link is above", parent({ type: "symlink" }), "DirTrusted--etc-kubernetes"],
  [
    "a key can be read by all",
    { secrets: [{ path: KEY, status: file({ mode: 0o644 }) }] },
    "KeyMode--etc-kubernetes-pki-apiserver.key",
  ],
  [
    "a key is another's",
    { secrets: [{ path: KEY, status: file({ owner: "kube:kube" }) }] },
    "KeyMode--etc-kubernetes-pki-apiserver.key",
  ],
  ["the disk is full", space(2 ** 20, 10_000), "DiskSpace--etc-kubernetes-manifests"],
  ["there are no inodes", space(2 ** 30, 0), "DiskSpace--etc-kubernetes-manifests"],
])("%s: rejected", (_, changes, check) => {
  expect(found(changes)).toEqual([`reject ${check}`]);
});

test("what cannot be told is neither good nor bad", () => {
  const unknown = { mounts: UNREADABLE, space: [] };
  expect(found(unknown).filter((finding) => !finding.startsWith("unknown"))).toEqual([]);
  expect(found(unknown).length).toBeGreaterThan(1);
});

test("a kubelet that is down may be brought back by its own configuration, and objects do not need it", () => {
  const down = (targets: ChangeRequest["targets"], writes = request.writes) =>
    found({ kubeletIsWell: UNREADABLE, request: { ...request, targets, writes } }).filter((line) =>
      /Kubelet/u.test(line),
    );
  expect(down(new Set(["kubelet", "etcd"]), [absolute("/var/lib/kubelet/config.yaml")])).toEqual([
    "warn KubeletRunning",
  ]);
  expect(down(new Set(["kubelet", "etcd"]))).toEqual(["reject KubeletRunning"]);
  expect(down(new Set(["objects"]))).toEqual(["warn KubeletRunning"]);
});

test("a broken manifest that the plan writes anew does not forbid it", () => {
  expect(found(manifests(manifestFact("kube-apiserver.yaml", "a: [1")))).toEqual([]);
});

test("room is asked for once for each file system, the snapshot's and etcd's included", () => {
  const asked = { ...request, targets: new Set(["etcd"] as const), snapshotBytes: 100 * 2 ** 20 };
  const needs = roomNeeds(asked, exampleClusterSpec(), mount("/var/lib/etcd", false).mounts);
  expect(needs.map(({ path, leastMebibytes }) => `${path} ${leastMebibytes}`)).toEqual([
    "/etc/kubernetes/manifests 116",
    "/var/lib/etcd 80",
  ]);
});

test("a certificate that a component could not use stands in the way", () => {
  const pair = { component: "etcd", certificate: absolute("/etc/kubernetes/pki/etcd/mine.crt"), key: KEY } as const;
  expect(found({ pairs: [{ ...pair, problem: undefined }] })).toEqual([]);
  const problem = "/etc/kubernetes/pki/etcd/mine.crt, which is not there";
  expect(found({ pairs: [{ ...pair, problem }] })).toEqual([
    "reject UsedCertificate--etc-kubernetes-pki-etcd-mine.crt",
  ]);
});
