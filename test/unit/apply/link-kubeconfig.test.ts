import { expect, it } from "vitest";
import { linkKubeconfig } from "../../../src/apply/link-kubeconfig.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const home = absolute("/root");

it("links to admin.conf, once", async () => {
  const files = new InMemoryFileSystem().putDirectory("/root", 0o700);
  expect(await linkKubeconfig(home, files)).toBe(true);
  expect(await linkKubeconfig(home, files)).toBe(true);
  expect(await files.readLink(absolute("/root/.kube/config"))).toMatchObject({ value: "/etc/kubernetes/admin.conf" });
});

it("leaves a kubeconfig of the user's as it is", async () => {
  const files = new InMemoryFileSystem().put("/root/.kube/config", "theirs");
  expect(await linkKubeconfig(home, files)).toBe(false);
  expect(files.text("/root/.kube/config")).toBe("theirs");
});
