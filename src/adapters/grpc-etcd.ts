import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Etcd, EtcdAccess, EtcdAlarm, EtcdMember, EtcdStatus, SnapshotView } from "../ports/etcd.ts";
import type { EtcdClient } from "./etcd-client.ts";
import type { EtcdResponses } from "./etcd-messages.ts";

// Shorter than etcd's own limit of 7 s for a request, so that who waits can ask again.
const QUESTION_MS = 3_000;
/** etcd waits for the new leader as long as for a request. */
const MOVE_MS = 10_000;

/** One member of etcd over gRPC. gRPC itself is loaded by the first call. */
export class GrpcEtcd implements Etcd {
  readonly #access: EtcdAccess;
  #client: Promise<EtcdClient> | undefined;

  constructor(access: EtcdAccess) {
    this.#access = access;
  }

  async status(): Promise<EtcdStatus> {
    const answer = await this.#call("Status", {});
    return {
      version: answer.version,
      storageVersion: answer.storageVersion,
      memberId: hexadecimal(answer.header?.member_id ?? "0"),
      leaderId: hexadecimal(answer.leader),
      raftIndex: Number(answer.raftIndex),
      isLearner: answer.isLearner,
      dbSize: Number(answer.dbSize),
      dbSizeInUse: Number(answer.dbSizeInUse),
      errors: answer.errors,
    };
  }

  async members(): Promise<readonly EtcdMember[]> {
    // Answered without a leader, too: without one is when it is asked.
    const { members } = await this.#call("MemberList", { linearizable: false });
    return members.map(({ ID, name, peerURLs, clientURLs, isLearner }) => ({
      id: hexadecimal(ID),
      name,
      peerUrls: peerURLs,
      clientUrls: clientURLs,
      isLearner,
    }));
  }

  async alarms(): Promise<readonly EtcdAlarm[]> {
    const { alarms } = await this.#call("Alarm", { action: "GET" });
    return alarms.flatMap(({ memberID, alarm }) =>
      alarm === "NONE" ? [] : [{ memberId: hexadecimal(memberID), kind: alarm }],
    );
  }

  async get(key: string): Promise<string | undefined> {
    const { kvs } = await this.#call("Range", { key: Buffer.from(key) });
    return kvs[0]?.value.toString("utf8");
  }

  async putFor(key: string, value: string, ttlSeconds: number): Promise<void> {
    const { ID } = await this.#call("LeaseGrant", { TTL: ttlSeconds });
    await this.#call("Put", { key: Buffer.from(key), value: Buffer.from(value), lease: ID });
  }

  async delete(key: string): Promise<void> {
    await this.#call("DeleteRange", { key: Buffer.from(key) });
  }

  async moveLeader(to: string): Promise<void> {
    await this.#call("MoveLeader", { targetID: BigInt(`0x${to}`).toString() }, MOVE_MS);
  }

  async snapshot(path: AbsolutePath, signal?: AbortSignal): Promise<SnapshotView> {
    const { saveSnapshot } = await import("./save-snapshot.ts");
    return saveSnapshot(await this.#connected(), path, signal);
  }

  close(): void {
    void this.#client?.then((client) => client.close());
    this.#client = undefined;
  }

  async #call<M extends keyof EtcdResponses>(
    method: M,
    request: object,
    timeoutMs = QUESTION_MS,
  ): Promise<EtcdResponses[M]> {
    return (await this.#connected()).call(method, request, timeoutMs);
  }

  #connected(): Promise<EtcdClient> {
    this.#client ??= import("./etcd-client.ts").then(({ EtcdClient }) => new EtcdClient(this.#access));
    return this.#client;
  }
}

function hexadecimal(decimal: string): string {
  return BigInt(decimal).toString(16);
}
