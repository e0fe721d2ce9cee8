import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { observePodNetwork } from "../../../../src/provision/network/observe-pod-network.ts";
import { renderPodNetwork } from "../../../../src/provision/network/render-pod-network.ts";
import { renderTemplate } from "../../../support/render-template.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const DIRECTORY = absolute("/etc/cni/net.d");

test.each([
  ["single-stack", ["10.244.0.0/16"]],
  ["dual-stack", ["10.244.0.0/16", "fd00:10:244::/64"]],
])("%s", async (name, subnets) => {
  const text = renderPodNetwork(subnets, renderTemplate);
  expect(JSON.parse(text)).toMatchObject({
    plugins: [{ ipam: { ranges: subnets.map((subnet) => [{ subnet }]) } }, { type: "portmap" }],
  });
  await expect(text).toMatchFileSnapshot(`../../../golden/host/pod-network-${name}.conflist`);
});

test("no directory is no network", async () => {
  expect(await observePodNetwork(DIRECTORY, new InMemoryFileSystem())).toEqual({ kind: "absent" });
});

test("our own is known by its name, and other files do not matter", async () => {
  const files = new InMemoryFileSystem()
    .put(`${DIRECTORY}/10-steadyplane.conflist`, "{}")
    .put(`${DIRECTORY}/README`, "");
  expect(await observePodNetwork(DIRECTORY, files)).toEqual({ kind: "ours", text: "{}" });
});

test("somebody else's stays in charge, also beside ours", async () => {
  const files = new InMemoryFileSystem()
    .put(`${DIRECTORY}/10-steadyplane.conflist`, "{}")
    .put(`${DIRECTORY}/05-cilium.conflist`, "{}");
  expect(await observePodNetwork(DIRECTORY, files)).toEqual({ kind: "foreign", names: ["05-cilium.conflist"] });
});

test("a directory that cannot be listed may hold a network", async () => {
  const files = new InMemoryFileSystem().putDirectory(DIRECTORY).makeUnreadable(DIRECTORY);
  await expect(observePodNetwork(DIRECTORY, files)).rejects.toMatchObject({ code: "CouldNotRead" });
});
