import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Program } from "../../src/ports/source.ts";
import { must } from "./command.ts";
import { startContainerd, stopContainerd, writeRuntimeConfiguration } from "./containerd.ts";
import { BUSYBOX_IMAGE, CONTROL_PLANE_IMAGES, importNodeImages } from "./node-source.ts";
import { createTestHost } from "./test-host.ts";

const SETS = "/var/cache/steadyplane/lab";
const CONTAINERD = "var/lib/containerd";
const SOCKET = "/run/containerd/containerd.sock";
// What the runtime changes while it runs. All else, blobs and unpacked layers, it only adds and removes.
const DATABASES = [
  "io.containerd.metadata.v1.bolt/meta.db",
  "io.containerd.snapshotter.v1.overlayfs/metadata.db",
] as const;

/** The disk of a container runtime that holds the images of a control plane made of `programs`; made once and kept. */
export async function imageSet(programs: ReadonlyMap<Program, string>, say: (detail: string) => void): Promise<string> {
  const content = JSON.stringify([[...programs], CONTROL_PLANE_IMAGES, BUSYBOX_IMAGE]);
  const key = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const directory = join(SETS, `images-${key}`);
  if (!existsSync(directory)) {
    mkdirSync(SETS, { recursive: true });
    const draft = `${directory}.draft`;
    rmSync(draft, { recursive: true, force: true });
    await fill(draft, say);
    renameSync(draft, directory);
  }
  return directory;
}

async function fill(directory: string, say: (detail: string) => void): Promise<void> {
  let disk = "";
  const host = await createTestHost({
    prepare: async ({ root }) => {
      disk = join(root, CONTAINERD);
    },
  });
  try {
    await writeRuntimeConfiguration(host);
    await startContainerd(host);
    await importNodeImages(host.path(SOCKET), host.path("/tmp"), say);
    await stopContainerd(host);
    await must("cp", ["-a", disk, directory]);
  } finally {
    await host.destroy();
  }
}

/** Gives the host whose disk is below `root` a runtime with the images of `set`: hard links, since nobody writes to them. */
export async function installImageSet(set: string, root: string): Promise<void> {
  const target = join(root, CONTAINERD);
  mkdirSync(dirname(target), { recursive: true });
  await must("cp", ["-al", set, target]);
  for (const database of DATABASES) {
    rmSync(join(target, database));
    copyFileSync(join(set, database), join(target, database));
  }
}
