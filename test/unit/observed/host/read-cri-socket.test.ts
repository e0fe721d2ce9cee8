import { expect, it } from "vitest";
import { DEFAULT_CRI_SOCKET, readCriSocket } from "../../../../src/observed/host/read-cri-socket.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const PATH = "/var/lib/kubelet/instance-config.yaml";

it("is what the kubelet's instance configuration says", async () => {
  const files = new InMemoryFileSystem().put(PATH, 'containerRuntimeEndpoint: "unix:///run/crio/crio.sock"\n');
  expect(await readCriSocket(files)).toBe("unix:///run/crio/crio.sock");
});

it.each([
  ["nothing there", undefined],
  ["no YAML", "{"],
  ["another field", "a: b\n"],
  ["empty", ""],
])("is the default: %s", async (_case, text) => {
  const files = new InMemoryFileSystem();
  expect(await readCriSocket(text === undefined ? files : files.put(PATH, text))).toBe(DEFAULT_CRI_SOCKET);
});
