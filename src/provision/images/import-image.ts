import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { imageContentMissing, imageImportFailed } from "../../errors/provision.ts";
import type { BinaryStore } from "../../ports/binary-store.ts";
import type { Commands } from "../../ports/commands.ts";
import { lastWords } from "../last-words.ts";
import { dockerArchive } from "./docker-archive.ts";
import type { ImageContent } from "./image-content.ts";

export interface ImportPorts {
  readonly commands: Commands;
  readonly store: BinaryStore;
}

export interface ImportTarget {
  /** containerd's own socket, without a scheme. */
  readonly address: AbsolutePath;
  /** Where the archive lies meanwhile; made where it is absent. */
  readonly scratch: AbsolutePath;
}

const IMPORT_LIMIT_MS = 300_000;

/** Makes an image archive and hands it to containerd. Rejects with ImageContentMissing or ImageImportFailed. */
export async function importImage(image: ImageContent, target: ImportTarget, ports: ImportPorts): Promise<void> {
  await refuseMissingContent(image, ports.store);
  const archive = below(target.scratch, `${image.reference.replaceAll(/[^A-Za-z0-9.]+/gu, "-")}.tar`);
  await ports.store.makeDirectories(target.scratch);
  try {
    await ports.store.write(archive, dockerArchive(image, ports.store));
    await runCtr(image, target, ["images", "import", archive], ports.commands);
    // Nobody could pull it again, so the kubelet must not collect it when the disk is full.
    await runCtr(
      image,
      target,
      ["images", "label", image.reference, "io.cri-containerd.pinned=pinned"],
      ports.commands,
    );
  } finally {
    await ports.store.removeTree(archive);
  }
}

async function refuseMissingContent(image: ImageContent, store: BinaryStore): Promise<void> {
  for (const file of image.files) {
    if ("from" in file && (await store.size(file.from)) === undefined) {
      throw imageContentMissing(image.reference, file.from);
    }
  }
}

async function runCtr(
  image: ImageContent,
  target: ImportTarget,
  args: readonly string[],
  commands: Commands,
): Promise<void> {
  const result = await commands.run("ctr", ["--address", target.address, "--namespace", "k8s.io", ...args], {
    timeoutMs: IMPORT_LIMIT_MS,
  });
  if (result.exitCode !== 0) {
    throw imageImportFailed(image.reference, lastWords(result));
  }
}
