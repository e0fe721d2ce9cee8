import { pack, type Pack } from "tar-stream";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { BinaryStore } from "../../ports/binary-store.ts";
import type { ImageFile } from "./image-content.ts";

const BLOCK_BYTES = 512;
const EPOCH = new Date(0);

/** The layer's tar: the same files give the same bytes. Throws where one of the files is absent. */
export async function* layerTar(files: readonly ImageFile[], store: BinaryStore): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const filled = fillLayer(tar, files, store).catch((error: unknown) => tar.destroy(asError(error)));
  yield* tar as AsyncIterable<Uint8Array>;
  await filled;
}

async function fillLayer(tar: Pack, files: readonly ImageFile[], store: BinaryStore): Promise<void> {
  for (const directory of directoriesOf(files)) {
    tar.entry({ name: directory, type: "directory", mode: 0o755, mtime: EPOCH });
  }
  for (const file of files) {
    if ("linkTo" in file) {
      tar.entry({ name: file.path, type: "symlink", linkname: file.linkTo, mode: 0o777, mtime: EPOCH });
    } else {
      await addFile(tar, file.path, await sizeOf(file.from, store), store.read(file.from));
    }
  }
  tar.finalize();
}

/** Writes one entry of known size to `tar`, as fast as its reader takes it. */
export async function addFile(
  tar: Pack,
  name: string,
  size: number,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const entry = tar.entry({ name, size, mode: 0o755, mtime: EPOCH }, (error) =>
      error === null || error === undefined ? resolve() : reject(error),
    );
    pour(content, entry).catch(reject);
  });
}

async function pour(content: AsyncIterable<Uint8Array>, entry: NodeJS.WritableStream): Promise<void> {
  for await (const chunk of content) {
    if (!entry.write(chunk)) {
      await new Promise((resolve) => entry.once("drain", resolve));
    }
  }
  entry.end();
}

/** Bytes of {@link layerTar}, without making it. */
export async function layerSize(files: readonly ImageFile[], store: BinaryStore): Promise<number> {
  const headers = (directoriesOf(files).length + files.length) * BLOCK_BYTES;
  let contents = 0;
  for (const file of files) {
    const bytes = "from" in file ? await sizeOf(file.from, store) : 0;
    contents += Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
  // Two empty blocks end a tar.
  return headers + contents + 2 * BLOCK_BYTES;
}

async function sizeOf(path: AbsolutePath, store: BinaryStore): Promise<number> {
  const size = await store.size(path);
  if (size === undefined) {
    throw new Error(`${path} is absent`);
  }
  return size;
}

function directoriesOf(files: readonly ImageFile[]): readonly string[] {
  const directories = new Set<string>();
  for (const { path } of files) {
    const parts = path.split("/").slice(0, -1);
    parts.forEach((_, index) => directories.add(`${parts.slice(0, index + 1).join("/")}/`));
  }
  return [...directories].toSorted();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
