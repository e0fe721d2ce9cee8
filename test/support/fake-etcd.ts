import { createHash } from "node:crypto";
import type { AbsolutePath } from "../../src/domain/absolute-path.ts";
import { EtcdUnavailable } from "../../src/ports/etcd.ts";
import type { Etcd, EtcdAlarm, EtcdMember, EtcdStatus, SnapshotView } from "../../src/ports/etcd.ts";
import { FakeClock } from "./fake-clock.ts";
import type { InMemoryFileSystem } from "./in-memory-file-system.ts";

/** A member that a test fills; one of one unless told otherwise. Snapshots go into `files`. */
export class FakeEtcd implements Etcd {
  isAvailable = true;
  member: EtcdMember = {
    id: "8e9e05c52164694d",
    name: "cp1",
    peerUrls: ["https://192.0.2.2:2380"],
    clientUrls: ["https://192.0.2.2:2379"],
    isLearner: false,
  };
  others: readonly EtcdMember[] = [];
  raised: readonly EtcdAlarm[] = [];
  leaderId: string = this.member.id;
  database = "database";
  readonly movedTo: string[] = [];
  readonly #keys = new Map<string, { readonly value: string; readonly until: number }>();
  readonly #files: InMemoryFileSystem;
  readonly #clock: FakeClock;

  constructor(files: InMemoryFileSystem, clock: FakeClock = new FakeClock()) {
    this.#files = files;
    this.#clock = clock;
  }

  async status(): Promise<EtcdStatus> {
    this.#answer();
    const dbSize = this.database.length;
    return {
      version: "3.7.0",
      storageVersion: "3.7.0",
      memberId: this.member.id,
      leaderId: this.leaderId,
      raftIndex: 1,
      isLearner: this.member.isLearner,
      dbSize,
      dbSizeInUse: dbSize,
      errors: [],
    };
  }
  async members(): Promise<readonly EtcdMember[]> {
    this.#answer();
    return [this.member, ...this.others];
  }
  async alarms(): Promise<readonly EtcdAlarm[]> {
    this.#answer();
    return this.raised;
  }
  async get(key: string): Promise<string | undefined> {
    this.#answer();
    const found = this.#keys.get(key);
    return found === undefined || found.until <= this.#clock.monotonicMs() ? undefined : found.value;
  }
  async putFor(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#answer();
    this.#keys.set(key, { value, until: this.#clock.monotonicMs() + ttlSeconds * 1_000 });
  }
  async delete(key: string): Promise<void> {
    this.#answer();
    this.#keys.delete(key);
  }
  async moveLeader(to: string): Promise<void> {
    this.#answer();
    if (!this.others.some(({ id, isLearner }) => id === to && !isLearner)) {
      throw new Error("etcdserver: bad leader transferee");
    }
    this.movedTo.push(to);
    this.leaderId = to;
  }
  async snapshot(path: AbsolutePath, signal?: AbortSignal): Promise<SnapshotView> {
    this.#answer();
    signal?.throwIfAborted();
    const sha256 = createHash("sha256").update(this.database).digest();
    const text = this.database + sha256.toString("latin1");
    this.#files.put(path, text, 0o600);
    return { path, size: this.database.length + sha256.length, sha256: sha256.toString("hex") };
  }
  close(): void {}

  #answer(): void {
    if (!this.isAvailable) {
      throw new EtcdUnavailable("https://127.0.0.1:2379: connect ECONNREFUSED");
    }
  }
}
