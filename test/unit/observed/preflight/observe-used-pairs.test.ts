import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { observeUsedPairs } from "../../../../src/observed/preflight/observe-used-pairs.ts";
import { NodeInMemory } from "../../../support/node-in-memory.ts";

const PAIR = {
  component: "etcd",
  certificate: absolute("/etc/kubernetes/pki/etcd/server.crt"),
  key: absolute("/etc/kubernetes/pki/etcd/server.key"),
} as const;

async function problem(change: (files: NodeInMemory["files"]) => unknown): Promise<string | undefined> {
  const node = new NodeInMemory();
  await node.run();
  change(node.files);
  const [seen] = await observeUsedPairs([PAIR], node.files);
  return seen?.problem;
}

test("a certificate with its key can be used", async () => {
  expect(await problem(() => undefined)).toBeUndefined();
});

test("what is missing, cannot be read, is something else or does not match is named", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  expect(await problem((files) => files.take(PAIR.certificate))).toBe(`${PAIR.certificate}, which is not there`);
  expect(await problem((files) => files.makeUnreadable(PAIR.key, "EIO"))).toBe(
    `${PAIR.key}, which cannot be read (EIO)`,
  );
  expect(await problem((files) => files.put(PAIR.certificate, "mine"))).toBe(
    `${PAIR.certificate}, which is no certificate`,
  );
  expect(await problem((files) => files.put(PAIR.key, "mine"))).toBe(`${PAIR.key}, which is no private key`);
  expect(await problem((files) => files.put(PAIR.key, other.toString()))).toBe(
    `${PAIR.certificate} with ${PAIR.key}, and the private key does not match`,
  );
});
