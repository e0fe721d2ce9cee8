import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { etcdService } from "../../src/adapters/etcd-package.ts";
import { GrpcEtcd } from "../../src/adapters/grpc-etcd.ts";
import { type AbsolutePath, below } from "../../src/domain/absolute-path.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import type { Etcd, EtcdAccess } from "../../src/ports/etcd.ts";
import { nodePrograms } from "../lab/node-source.ts";
import { FakeEtcd } from "../support/fake-etcd.ts";
import { InMemoryFileSystem } from "../support/in-memory-file-system.ts";
import { listening } from "../support/listening.ts";
import { type RealEtcd, startEtcd } from "../support/real-etcd.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { issue, makeAuthority } from "../support/tls-material.ts";

interface Reached {
  readonly etcd: Etcd;
  /** The content of a file that `snapshot` made. */
  read(path: AbsolutePath): Buffer;
}

let started: Promise<RealEtcd> | undefined;
afterAll(async () => (await started)?.stop());

async function real(): Promise<Reached> {
  started ??= nodePrograms(() => undefined).then((programs) => startEtcd(programs.get("etcd") ?? "etcd"));
  const etcd = new GrpcEtcd((await started).access);
  onTestFinished(() => etcd.close());
  return { etcd, read: (path) => readFileSync(path) };
}

async function fake(): Promise<Reached> {
  const files = new InMemoryFileSystem();
  return { etcd: new FakeEtcd(files), read: (path) => Buffer.from(files.text(path) ?? "", "latin1") };
}

describe.each([
  ["fake", fake],
  ["etcd itself", real],
])("Etcd: %s", (_name, reach) => {
  test("a member of one leads itself, and nothing is wrong", { timeout: 60_000 }, async () => {
    const { etcd } = await reach();
    const status = await etcd.status();
    const [member, ...others] = await etcd.members();
    expect(status).toMatchObject({ leaderId: status.memberId, isLearner: false, errors: [] });
    expect(status.version).toMatch(/^3\.\d+\.\d+$/u);
    expect(status.dbSize).toBeGreaterThan(0);
    expect(member).toMatchObject({ id: status.memberId, name: "cp1", isLearner: false });
    expect(status.memberId).toMatch(/^[0-9a-f]+$/u);
    expect(others).toEqual([]);
    expect(await etcd.alarms()).toEqual([]);
  });
  test("a key is there until it is deleted", async () => {
    const { etcd } = await reach();
    expect(await etcd.get("/a")).toBeUndefined();
    await etcd.putFor("/a", "ä", 60);
    expect(await etcd.get("/a")).toBe("ä");
    expect(await etcd.get("/")).toBeUndefined();
    await etcd.delete("/a");
    await etcd.delete("/a");
    expect(await etcd.get("/a")).toBeUndefined();
  });
  test("leadership goes to no stranger", async () => {
    const { etcd } = await reach();
    await expect(etcd.moveLeader("1")).rejects.toThrow("bad leader transferee");
  });
  test("a snapshot is the database and its digest", async () => {
    const { etcd, read } = await reach();
    const path = below(temporaryDirectory(), "a.db");
    const view = await etcd.snapshot(path);
    const content = read(path);
    const digest = createHash("sha256").update(content.subarray(0, -32)).digest("hex");
    expect(view).toEqual({ path, size: content.length, sha256: digest });
    expect(content.subarray(-32).toString("hex")).toBe(digest);
  });
});

describe("GrpcEtcd alone", () => {
  test("a snapshot is its owner's alone", async () => {
    const path = below(temporaryDirectory(), "a.db");
    await (await real()).etcd.snapshot(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
  test("nobody there, a stranger's certificate, another's name, no answer: unavailable", async () => {
    const { access } = await (started ?? Promise.reject(new Error("not started")));
    const stranger = issue(makeAuthority("other"), "IP:127.0.0.1");
    const silent = await listening(createServer());
    for (const other of [
      { endpoint: "https://127.0.0.1:1" },
      { endpoint: access.endpoint.replace("127.0.0.1", "127.0.0.2") },
      { certPem: stranger.cert, keyPem: new Confidential(stranger.key) },
      { endpoint: `https://127.0.0.1:${silent}` },
    ]) {
      const etcd = new GrpcEtcd({ ...access, ...other });
      onTestFinished(() => etcd.close());
      await expect(etcd.status()).rejects.toMatchObject({ name: "EtcdUnavailable" });
    }
  });

  type Parts = ServerWritableStream<object, object>;
  const DATABASE = Buffer.alloc(5_000, "data");
  const DIGEST = createHash("sha256").update(DATABASE).digest();
  const send = (call: Parts, database: Buffer, digest: Buffer) => {
    call.write({ remaining_bytes: DATABASE.length - 100, blob: database.subarray(0, 100) });
    call.write({ remaining_bytes: 0, blob: database.subarray(100) });
    call.write({ remaining_bytes: 0, blob: digest });
    call.end();
  };
  const flipped = Buffer.from(DATABASE);
  flipped.writeUInt8(1, 4_000);

  test.each<[string, (call: Parts) => void, object]>([
    ["a flipped bit", (call) => send(call, flipped, DIGEST), { code: "SnapshotDamaged" }],
    ["a stream that ends early", (call) => send(call, DATABASE.subarray(0, 300), DIGEST), { code: "SnapshotDamaged" }],
    ["no digest", (call) => send(call, DATABASE, Buffer.alloc(0)), { code: "SnapshotDamaged" }],
    ["nothing at all", (call) => call.end(), { code: "SnapshotDamaged" }],
    [
      "a member that goes away",
      (call) => call.emit("error", { code: 14, details: "gone" }),
      { name: "EtcdUnavailable" },
    ],
  ])("of a snapshot nothing is left: %s", async (_name, answer, error) => {
    const directory = temporaryDirectory();
    const etcd = await serving(answer);
    await expect(etcd.snapshot(below(directory, "a.db"))).rejects.toMatchObject(error);
    expect(readdirSync(directory)).toEqual([]);
  });
  test("of a snapshot nothing is left: given up in the middle", async () => {
    const directory = temporaryDirectory();
    const giveUp = new AbortController();
    const etcd = await serving((call) => {
      call.write({ remaining_bytes: 5_000, blob: DATABASE });
      setTimeout(() => giveUp.abort(new Error("given up")), 50);
    });
    await expect(etcd.snapshot(below(directory, "a.db"), giveUp.signal)).rejects.toThrow("given up");
    expect(readdirSync(directory)).toEqual([]);
  });

  async function serving(answer: (call: Parts) => void): Promise<Etcd> {
    const server = new Server();
    const { cert, key } = await identity();
    const pair = [{ private_key: Buffer.from(key), cert_chain: Buffer.from(cert) }];
    server.addService(etcdService("Maintenance"), { Snapshot: answer });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createSsl(null, pair), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
    onTestFinished(() => server.forceShutdown());
    const etcd = new GrpcEtcd(accessTo(port, await identity()));
    onTestFinished(() => etcd.close());
    return etcd;
  }
});

let made: ReturnType<typeof makeIdentity> | undefined;
async function identity() {
  made ??= makeIdentity();
  return made;
}
function makeIdentity() {
  const authority = makeAuthority();
  return { ca: authority.cert, ...issue(authority, "IP:127.0.0.1") };
}

function accessTo(port: number, { ca, cert, key }: ReturnType<typeof makeIdentity>): EtcdAccess {
  return { endpoint: `https://127.0.0.1:${port}`, caPem: ca, certPem: cert, keyPem: new Confidential(key) };
}
