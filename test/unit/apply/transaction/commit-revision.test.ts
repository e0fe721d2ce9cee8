import { beforeAll, describe, expect, test } from "vitest";
import { commitRevision, type RevisionRequest } from "../../../../src/apply/transaction/commit-revision.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { RevisionRead } from "../../../../src/domain/revision.ts";
import { latestRevision, listRevisions } from "../../../../src/observed/revisions/list-revisions.ts";
import { readRevision } from "../../../../src/observed/revisions/read-revision.ts";
import { carryOut, changingNode, stage, TOKEN, wanting } from "../../../support/changing-node.ts";
import type { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import type { NodeInMemory } from "../../../support/node-in-memory.ts";

const OURS = "/var/lib/steadyplane/";
const MANIFEST = absolute("/etc/kubernetes/manifests/etcd.yaml");

let node: NodeInMemory;
let journalText: string | undefined;

beforeAll(async () => {
  node = await changingNode();
  const swaps = await stage(node);
  const interrupted = wanting(node.files);
  interrupted.files.crashAt(12);
  await carryOut(interrupted, swaps).catch(() => undefined);
  journalText = interrupted.files.text(`${OURS}journal`);
  await carryOut(node, swaps);
});

async function again(files: InMemoryFileSystem, changes: Partial<RevisionRequest> = {}): Promise<void> {
  await commitRevision(
    {
      transactionId: "tx00000000000b",
      command: "steadyplane apply",
      committedAt: Date.UTC(2026, 1, 1),
      kubernetesVersion: "v1.37.2",
      profile: "secure",
      changes: [],
      configurationText: "# nothing\n",
      resources: node.desired().map(({ resource }) => resource),
      ...changes,
    },
    files,
  );
}

describe("a revision", () => {
  test("says what the node is made of, and keeps its configuration and manifests", async () => {
    const { revision, configuration, manifests } = presentOf(await latestRevision(node.files));
    expect(revision).toMatchObject({ number: 1, committedAt: "2026-01-01T00:00:00.000Z", profile: "secure" });
    const paths = revision.files.map(({ path }) => path);
    expect(paths).toEqual(paths.toSorted());
    expect(paths).toEqual(
      expect.arrayContaining([
        "/etc/kubernetes/admin.conf",
        "/etc/kubernetes/pki/apiserver.crt",
        "/etc/kubernetes/pki/etcd/server.key",
        "/var/lib/kubelet/config.yaml",
        MANIFEST,
      ]),
    );
    expect(manifests.get(MANIFEST)).toBe(node.files.text(MANIFEST));
    expect(manifests.size).toBe(4);
    expect(configuration).toContain("kind: InitConfiguration");
  });

  test("and a journal hold no secret", () => {
    const kept = node.files.files().filter((path) => path.startsWith(OURS));
    expect(kept).toHaveLength(6);
    const said = [...kept.map((path) => node.files.text(path) ?? ""), journalText ?? ""].join("\n");
    const lines = node.files
      .files()
      .filter((path) => /\.(key|conf|pem)$/u.test(path))
      .flatMap((path) => (node.files.text(path) ?? "").split("\n").filter((line) => line.length > 40));
    expect(journalText).toContain("apiserver.crt");
    expect(lines.length).toBeGreaterThan(30);
    expect([TOKEN, ...lines].filter((secret) => said.includes(secret.trim()))).toEqual([]);
  });

  test("is known by any byte that differs in any of its files", async () => {
    for (const name of ["revision.json", "cluster.yaml", "manifests/etcd.yaml"]) {
      const path = `${OURS}revisions/1/${name}`;
      const { files } = wanting(node.files);
      const bytes = Buffer.from(files.text(path) ?? "");
      expect(bytes.length).toBeGreaterThan(40);
      for (let index = 0; index < bytes.length; index += 7) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(index) ^ 0x01, index);
        files.put(path, flipped.toString());
        expect((await readRevision(1, files)).kind, `byte ${index} of ${name}`).toBe("corrupt");
      }
      files.take(path);
      expect(await readRevision(1, files)).toMatchObject({ kind: "corrupt" });
    }
  });
});

describe("the next one", () => {
  test("is numbered on, and each transaction is committed once", async () => {
    const { files } = wanting(node.files);
    await again(files);
    await again(files, { command: "another" });
    const revisions = await listRevisions(files);
    expect(revisions.map((read) => (read.kind === "present" ? read.value.number : read.kind))).toEqual([1, 2]);
  });
  test("does not hide that it is damaged behind the one before it", async () => {
    const { files } = wanting(node.files);
    await again(files);
    files.put(`${OURS}revisions/2/revision.json`, "{}");
    expect(await latestRevision(files)).toMatchObject({ kind: "corrupt", number: 2 });
    files.makeUnreadable(`${OURS}revisions`, "EIO");
    expect(await latestRevision(files)).toMatchObject({ kind: "unreadable", reason: "EIO" });
    await expect(again(files, { transactionId: "tx00000000000c" })).rejects.toMatchObject({ code: "CouldNotRead" });
  });
  test("clears what a killed run left of it", async () => {
    const { files } = wanting(node.files);
    files.put(`${OURS}revisions/.2.tx0000000000ff/manifests/etcd.yaml`, "half").put(`${OURS}revisions/notes`, "theirs");
    await again(files);
    const names = await files.list(absolute(`${OURS}revisions`));
    expect(names).toEqual({ kind: "present", value: ["1", "2", "notes"] });
  });
  test("takes the place of the oldest of twenty, and of as many as make 20 MiB", async () => {
    const { files } = wanting(node.files);
    const resources: RevisionRequest["resources"] = [];
    for (let n = 2; n <= 22; n += 1) {
      await again(files, { transactionId: `tx0000000000${n}`, resources });
    }
    expect(await numbers(files)).toEqual(Array.from({ length: 20 }, (_, index) => index + 3));
    const configurationText = `# ${"x".repeat(11 * 2 ** 20)}\nkind: ClusterConfiguration\n`;
    await again(files, { transactionId: "tx000000000023", resources, configurationText });
    expect(await numbers(files)).toHaveLength(20);
    await again(files, { transactionId: "tx000000000024", resources, configurationText });
    expect(await numbers(files)).toEqual([24]);
  });
});

function presentOf<T>(read: RevisionRead<T>): T {
  if (read.kind !== "present") {
    throw new Error(JSON.stringify(read));
  }
  return read.value;
}

async function numbers(files: InMemoryFileSystem): Promise<readonly number[]> {
  const revisions = await listRevisions(files);
  return revisions.flatMap((read) => (read.kind === "present" ? [read.value.number] : []));
}
