import { beforeEach, expect, test } from "vitest";
import { removeStagedInputs, stageInputs } from "../../../../src/apply/transaction/stage-inputs.ts";
import { beforeOf, place } from "../../../../src/apply/transaction/swaps.ts";
import { draftOf } from "../../../../src/apply/write-file.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { StaticPodView } from "../../../../src/domain/static-pod-view.ts";
import type { Swap } from "../../../../src/domain/swap.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const ID = "tx0123456789ab";
const AFTER = "/etc/kubernetes/.mirror-after.pki.tx0123456789ab";
const BEFORE = "/etc/kubernetes/.mirror-before.pki.tx0123456789ab";

function swap(path: string, isNew = false): Swap {
  const target = absolute(path);
  return { target, staged: draftOf(target, ID), before: isNew ? undefined : beforeOf(target, ID) };
}
function volumes(...paths: readonly string[]): { readonly view: StaticPodView } {
  return { view: { volumes: paths.map((path) => ({ path })) } as unknown as StaticPodView };
}

const SWAPS = [
  swap("/etc/kubernetes/pki/apiserver.crt"),
  swap("/etc/kubernetes/pki/etcd/server.crt"),
  swap("/etc/kubernetes/pki/added.crt", true),
  swap("/etc/kubernetes/scheduler.conf"),
];
const API_SERVER = volumes("/etc/kubernetes/pki/", "/etc/ssl/certs");

let files: InMemoryFileSystem;
beforeEach(() => {
  files = new InMemoryFileSystem()
    .putDirectory("/etc/kubernetes/pki", 0o750)
    .put("/etc/kubernetes/pki/ca.crt", "ca")
    .putLink("/etc/kubernetes/pki/link", "ca.crt")
    .put("/etc/ssl/certs/a.pem", "a");
  for (const { target, staged, before } of SWAPS) {
    files.put(staged, `new ${target}`, 0o600);
    if (before !== undefined) {
      files.put(target, `old ${target}`, 0o600);
    }
  }
});

async function mountsOf(resource: { readonly view: StaticPodView }, direction: "forward" | "backward" = "forward") {
  const mounts = await stageInputs({ resource, swaps: SWAPS, transactionId: ID, direction }, files);
  return Object.fromEntries(mounts);
}
function below(directory: string): Record<string, string | undefined> {
  const paths = files.files().filter((path) => path.startsWith(`${directory}/`));
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length + 1), files.text(path)]));
}

test("a directory with files that change is mounted with the new ones and all the others", async () => {
  expect(await mountsOf(API_SERVER)).toEqual({ "/etc/kubernetes/pki/": AFTER });
  expect(below(AFTER)).toEqual({
    "added.crt": "new /etc/kubernetes/pki/added.crt",
    "apiserver.crt": "new /etc/kubernetes/pki/apiserver.crt",
    "ca.crt": "ca",
    "etcd/server.crt": "new /etc/kubernetes/pki/etcd/server.crt",
  });
  expect(files.snapshot()[`${AFTER}/link`]).toMatchObject({ type: "symlink", target: "ca.crt" });
  expect(files.snapshot()[AFTER]).toMatchObject({ mode: 0o750 });
});

test("a single file, and a directory inside another, have a place of their own", async () => {
  const pod = volumes("/etc/kubernetes/scheduler.conf", "/etc/kubernetes/pki/etcd");
  expect(await mountsOf(pod)).toEqual({
    "/etc/kubernetes/scheduler.conf": "/etc/kubernetes/.mirror-after.scheduler.conf.tx0123456789ab",
    "/etc/kubernetes/pki/etcd": "/etc/kubernetes/pki/.mirror-after.etcd.tx0123456789ab",
  });
  await mountsOf(API_SERVER);
  expect(Object.keys(below(AFTER))).toHaveLength(4);
});

test("placing the files changes nothing in what is mounted, before or after", async () => {
  await mountsOf(API_SERVER);
  const content = below(AFTER);
  for (const one of SWAPS) {
    await place(one, files);
  }
  expect(below(AFTER)).toEqual(content);
  await removeStagedInputs({ resource: API_SERVER, transactionId: ID }, files);
  await mountsOf(API_SERVER);
  expect(below(AFTER)).toEqual(content);
});

test("on the way back it is mounted as it was, from wherever the files are", async () => {
  const old = {
    "apiserver.crt": "old /etc/kubernetes/pki/apiserver.crt",
    "ca.crt": "ca",
    "etcd/server.crt": "old /etc/kubernetes/pki/etcd/server.crt",
  };
  await mountsOf(API_SERVER, "backward");
  expect(below(BEFORE)).toEqual(old);
  await removeStagedInputs({ resource: API_SERVER, transactionId: ID }, files);
  for (const one of SWAPS) {
    await place(one, files);
  }
  await mountsOf(API_SERVER, "backward");
  expect(below(BEFORE)).toEqual(old);
});

test("a kill at any operation is made up for by the next run, and removal leaves what was there", async () => {
  const before = files.snapshot();
  await mountsOf(API_SERVER);
  const operations = files.operations.length;
  await removeStagedInputs({ resource: API_SERVER, transactionId: ID }, files);
  expect(operations).toBeGreaterThan(6);
  for (let n = 1; n <= operations; n += 1) {
    files.crashAt(n);
    await expect(mountsOf(API_SERVER)).rejects.toThrow();
    files.revive();
    await mountsOf(API_SERVER);
    expect(Object.keys(below(AFTER))).toHaveLength(4);
    await removeStagedInputs({ resource: API_SERVER, transactionId: ID }, files);
    expect(files.snapshot(), `killed at operation ${n}`).toEqual(before);
  }
});
