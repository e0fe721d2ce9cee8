import { createHash } from "node:crypto";
import { pack, type Pack } from "tar-stream";
import type { BinaryStore } from "../../ports/binary-store.ts";
import type { ImageContent } from "./image-content.ts";
import { addFile, layerSize, layerTar } from "./layer.ts";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The image as `docker save` writes it: one layer, a configuration, a manifest. The same content gives the same bytes. */
export async function* dockerArchive(image: ImageContent, store: BinaryStore): AsyncGenerator<Uint8Array> {
  const diffId = await digestOf(layerTar(image.files, store));
  const tar = pack();
  const filled = fillArchive(tar, image, diffId, store).catch((error: unknown) =>
    tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  yield* tar as AsyncIterable<Uint8Array>;
  await filled;
}

async function fillArchive(tar: Pack, image: ImageContent, diffId: string, store: BinaryStore): Promise<void> {
  const configuration = imageConfiguration(image, diffId);
  const configurationName = `${sha256(configuration)}.json`;
  const layerName = `${diffId}/layer.tar`;
  const manifest = [{ Config: configurationName, RepoTags: [image.reference], Layers: [layerName] }];
  await addText(tar, configurationName, configuration);
  await addFile(tar, layerName, await layerSize(image.files, store), layerTar(image.files, store));
  await addText(tar, "manifest.json", JSON.stringify(manifest));
  tar.finalize();
}

function imageConfiguration(image: ImageContent, diffId: string): string {
  return JSON.stringify({
    architecture: image.architecture,
    config: { Env: [`PATH=${PATH}`], ...(image.entrypoint.length > 0 && { Entrypoint: image.entrypoint }) },
    created: "1970-01-01T00:00:00Z",
    history: [{ created: "1970-01-01T00:00:00Z", created_by: "steadyplane" }],
    os: "linux",
    rootfs: { type: "layers", diff_ids: [`sha256:${diffId}`] },
  });
}

async function addText(tar: Pack, name: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  await addFile(
    tar,
    name,
    bytes.length,
    (async function* () {
      yield bytes;
    })(),
  );
}

async function digestOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of content) {
    hash.update(chunk);
  }
  return hash.digest("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
