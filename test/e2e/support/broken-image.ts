import { closeSync, copyFileSync, openSync, writeSync } from "node:fs";
import { inject } from "vitest";
import { ExecaCommands } from "../../../src/adapters/execa-commands.ts";
import { NodeBinaryStore } from "../../../src/adapters/node-binary-store.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { programImage } from "../../../src/provision/images/image-content.ts";
import { importImage } from "../../../src/provision/images/import-image.ts";
import type { TestHost } from "../../lab/test-host.ts";

/** Gives a host the image `reference` with a `program` that is for a processor that nobody has. */
export async function importBrokenImage(host: TestHost, reference: string, program: string): Promise<void> {
  const copy = host.path(`/tmp/${program}`);
  copyFileSync(inject("nodeParts").programs[program] ?? "", copy);
  const file = openSync(copy, "r+");
  // e_machine
  writeSync(file, Uint8Array.of(0xf3, 0xff), 0, 2, 18);
  closeSync(file);
  const image = programImage(reference, [{ name: program, from: absolute(copy) }], "amd64");
  const target = {
    address: absolute(host.path("/run/containerd/containerd.sock")),
    scratch: absolute(host.path("/tmp/scratch")),
  };
  await importImage(image, target, { commands: new ExecaCommands(), store: new NodeBinaryStore() });
}
