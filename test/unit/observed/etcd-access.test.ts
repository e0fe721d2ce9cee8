import { expect, it } from "vitest";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { readEtcdAccess } from "../../../src/observed/etcd-access.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const PKI = absolute("/etc/kubernetes/pki");

async function read(files: InMemoryFileSystem) {
  return readEtcdAccess(PKI, "https://127.0.0.1:2379", files);
}

it("takes the client's certificate, then the member's own; the key stays hidden", async () => {
  const files = new InMemoryFileSystem();
  expect(await read(files)).toEqual({ kind: "absent" });
  files
    .put(`${PKI}/etcd/ca.crt`, "ca")
    .put(`${PKI}/etcd/server.crt`, "server")
    .put(`${PKI}/etcd/server.key`, "private");
  expect(await read(files)).toMatchObject({ value: { caPem: "ca", certPem: "server" } });
  files.put(`${PKI}/apiserver-etcd-client.crt`, "client").put(`${PKI}/apiserver-etcd-client.key`, "private");
  const access = await read(files);
  expect(access).toMatchObject({ kind: "present", value: { endpoint: "https://127.0.0.1:2379", certPem: "client" } });
  expect(JSON.stringify(access)).not.toContain("private");
});

it("does not take what cannot be read for absent", async () => {
  const files = new InMemoryFileSystem().put(`${PKI}/etcd/ca.crt`, "ca");
  files.put(`${PKI}/apiserver-etcd-client.crt`, "client").put(`${PKI}/apiserver-etcd-client.key`, "private");
  files.makeUnreadable(`${PKI}/apiserver-etcd-client.key`);
  expect(await read(files)).toEqual({ kind: "unreadable", reason: "EACCES" });
});
