import { expect, it } from "vitest";
import { observeExpiring } from "../../../../src/observed/certificates/observe-expiring.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { PkiHost } from "../../../support/pki-host.ts";

const DAY_MS = 86_400_000;

it("finds what expires before a time, in files and in kubeconfigs, the first first", async () => {
  const host = new PkiHost();
  await host.run();
  const now = host.clock.now();
  expect(await observeExpiring(host.files, now + 300 * DAY_MS)).toEqual([]);
  const soon = await observeExpiring(host.files, now + 400 * DAY_MS);
  const paths = soon.map(({ path }) => path);
  expect(paths).toContain("/etc/kubernetes/pki/apiserver.crt");
  expect(paths).toContain("/etc/kubernetes/pki/etcd/server.crt");
  expect(paths).toContain("/etc/kubernetes/admin.conf");
  // Authorities live for ten years.
  expect(paths).not.toContain("/etc/kubernetes/pki/ca.crt");
  expect(soon).toEqual(soon.toSorted((a, b) => a.notAfter - b.notAfter));
});

it("leaves out what is no certificate, and needs no directory", async () => {
  const files = new InMemoryFileSystem();
  expect(await observeExpiring(files, Infinity)).toEqual([]);
  files.put("/etc/kubernetes/pki/apiserver.crt", "no certificate").put("/etc/kubernetes/admin.conf", "{");
  expect(await observeExpiring(files, Infinity)).toEqual([]);
});
