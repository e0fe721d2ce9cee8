import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { extract } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NodeBinaryStore } from "../../../../src/adapters/node-binary-store.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { dockerArchive } from "../../../../src/provision/images/docker-archive.ts";
import { busyboxImage, type ImageContent, programImage } from "../../../../src/provision/images/image-content.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "steadyplane-archive-"));
  // Neither a multiple of a tar block nor of a read.
  writeFileSync(`${base}/etcd`, Buffer.alloc(2_500_001, 7));
});
afterEach(() => rmSync(base, { recursive: true }));

const etcd = (): ImageContent =>
  programImage("example.test/etcd:1", [{ name: "etcd", from: absolute(`${base}/etcd`) }], "arm64");

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function bytesOf(image: ImageContent): Promise<Buffer> {
  return collect(dockerArchive(image, new NodeBinaryStore()));
}

async function entriesOf(tar: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    entries.set(entry.header.name, await collect(entry as AsyncIterable<Buffer>));
  }
  return entries;
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

test("manifest, configuration and layer name each other by their digests", async () => {
  const entries = await entriesOf(await bytesOf(etcd()));
  const [manifest] = JSON.parse(entries.get("manifest.json")?.toString() ?? "");
  const layer = entries.get(manifest.Layers[0]) ?? Buffer.alloc(0);
  const configuration = entries.get(manifest.Config) ?? Buffer.alloc(0);
  expect(manifest.RepoTags).toEqual(["example.test/etcd:1"]);
  expect(manifest.Config).toBe(`${sha256(configuration)}.json`);
  expect(JSON.parse(configuration.toString())).toMatchObject({
    architecture: "arm64",
    os: "linux",
    rootfs: { diff_ids: [`sha256:${sha256(layer)}`] },
  });
});

test("the layer holds the program whole, below its directories", async () => {
  const archive = await entriesOf(await bytesOf(etcd()));
  const [manifest] = JSON.parse(archive.get("manifest.json")?.toString() ?? "");
  const layer = await entriesOf(archive.get(manifest.Layers[0]) ?? Buffer.alloc(0));
  expect([...layer.keys()]).toEqual(["usr/", "usr/local/", "usr/local/bin/", "usr/local/bin/etcd"]);
  expect(layer.get("usr/local/bin/etcd")).toEqual(Buffer.alloc(2_500_001, 7));
});

test("an empty file is a file", async () => {
  writeFileSync(`${base}/etcd`, "");
  const archive = await entriesOf(await bytesOf(etcd()));
  const [manifest] = JSON.parse(archive.get("manifest.json")?.toString() ?? "");
  const layer = await entriesOf(archive.get(manifest.Layers[0]) ?? Buffer.alloc(0));
  expect(layer.get("usr/local/bin/etcd")).toEqual(Buffer.alloc(0));
});

test("the same files give the same bytes", async () => {
  const first = await bytesOf(etcd());
  writeFileSync(`${base}/etcd`, Buffer.alloc(2_500_001, 7));
  expect(sha256(await bytesOf(etcd()))).toBe(sha256(first));
});

test("a test image has its applets as links", async () => {
  const image = busyboxImage("example.test/busybox:1", absolute(`${base}/etcd`), "amd64");
  const archive = await entriesOf(await bytesOf(image));
  const [manifest] = JSON.parse(archive.get("manifest.json")?.toString() ?? "");
  expect([...(await entriesOf(archive.get(manifest.Layers[0]) ?? Buffer.alloc(0))).keys()]).toContain("bin/sh");
});

test("a file that is gone fails the archive", async () => {
  rmSync(`${base}/etcd`);
  await expect(bytesOf(etcd())).rejects.toThrow(`${base}/etcd is absent`);
});
