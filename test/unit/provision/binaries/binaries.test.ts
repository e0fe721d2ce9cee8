import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NodeBinaryStore } from "../../../../src/adapters/node-binary-store.ts";
import { NodeFileSystem } from "../../../../src/adapters/node-file-system.ts";
import { type AbsolutePath, below } from "../../../../src/domain/absolute-path.ts";
import { installBinary } from "../../../../src/provision/binaries/install-binary.ts";
import { type InstalledBinary, observeBinaries } from "../../../../src/provision/binaries/observe-binaries.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const ports = { files: new NodeFileSystem(), store: new NodeBinaryStore() };

interface Place {
  readonly base: AbsolutePath;
  install(version: string, transactionId?: string): Promise<void>;
  observe(recognises?: boolean): Promise<InstalledBinary | undefined>;
}

function place(): Place {
  const base = temporaryDirectory();
  const directory = below(base, "bin");
  const recordPath = below(base, "installed.json");
  return {
    base,
    install: async (version) => {
      const from = below(base, version);
      writeFileSync(from, `kubelet ${version}`);
      await installBinary(from, { program: "kubelet", version, directory, recordPath }, ports, "tx000000000001");
    },
    observe: async (recognises = false) => {
      const source = { recognises: async () => recognises };
      const question = { programs: ["kubelet"], versionOf: () => "v2", directory, recordPath, source } as const;
      return (await observeBinaries(question, ports))["kubelet"];
    },
  };
}

test("what was installed is known as ours, by version, and can be executed", async () => {
  const { base, install, observe } = place();
  expect(await observe()).toEqual({ kind: "absent" });
  await install("v1");
  expect(await observe()).toEqual({ kind: "ours", version: "v1" });
  await install("v2");
  expect(await observe()).toEqual({ kind: "ours", version: "v2" });
  expect(statSync(`${base}/bin/kubelet`).mode & 0o777).toBe(0o755);
  expect(readdirSync(`${base}/bin`)).toEqual(["kubelet"]);
});

test("a file that changed since is somebody else's, unless the source knows it", async () => {
  const { base, install, observe } = place();
  await install("v1");
  writeFileSync(`${base}/bin/kubelet`, "another one");
  expect(await observe()).toEqual({ kind: "foreign", path: `${base}/bin/kubelet` });
  expect(await observe(true)).toEqual({ kind: "ours", version: "v2" });
});

test("killed between record and file, the old file is still ours", async () => {
  const { base, install, observe } = place();
  await install("v1");
  const old = `kubelet v1`;
  await install("v2");
  writeFileSync(`${base}/bin/kubelet`, old);
  chmodSync(`${base}/bin/kubelet`, 0o755);
  expect(await observe()).toEqual({ kind: "ours", version: "v1" });
});
