import { expect, it } from "vitest";
import { ensureParents } from "../../../src/apply/ensure-parents.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const path = absolute("/etc/kubernetes/pki/ca.crt");

it("makes what is missing, root's and closed to others' writing", async () => {
  const files = new InMemoryFileSystem();
  await ensureParents(path, files);

  expect(await files.status(absolute("/etc/kubernetes/pki"))).toMatchObject({
    value: { type: "directory", mode: 0o755, owner: "root:root" },
  });
});

it.each([
  ["a link", (files: InMemoryFileSystem) => files.putDirectory("/tmp/x").putLink("/etc/kubernetes", "/tmp/x")],
  ["a file", (files: InMemoryFileSystem) => files.put("/etc/kubernetes", "text")],
  ["open to others", (files: InMemoryFileSystem) => files.putDirectory("/etc/kubernetes", 0o777)],
])("refuses a parent that is %s", async (_name, arrange) => {
  await expect(ensureParents(path, arrange(new InMemoryFileSystem()))).rejects.toMatchObject({
    code: "UntrustedParent",
  });
});

it("takes a sticky directory, in which nobody can replace what is not theirs", async () => {
  const files = new InMemoryFileSystem().putDirectory("/var/tmp", 0o1777);
  await expect(ensureParents(absolute("/var/tmp/a/b"), files)).resolves.toBeUndefined();
});

it("never takes unreadable for absent", async () => {
  const files = new InMemoryFileSystem().putDirectory("/etc/kubernetes").makeUnreadable("/etc/kubernetes", "EIO");
  await expect(ensureParents(path, files)).rejects.toMatchObject({ code: "CouldNotRead" });
});
