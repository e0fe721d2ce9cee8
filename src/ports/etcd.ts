import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Confidential } from "../domain/confidential.ts";

/** How a member of etcd is reached. */
export interface EtcdAccess {
  /** https://address:port of one member. */
  readonly endpoint: string;
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: Confidential<string>;
}

export interface EtcdStatus {
  readonly version: string;
  /** Of the data, for example 3.7.0; empty where the member does not tell. */
  readonly storageVersion: string;
  /** Hexadecimal; the leader's is "0" where there is none. */
  readonly memberId: string;
  readonly leaderId: string;
  readonly raftIndex: number;
  readonly isLearner: boolean;
  /** Bytes. */
  readonly dbSize: number;
  readonly dbSizeInUse: number;
  readonly errors: readonly string[];
}

export interface EtcdMember {
  /** Hexadecimal. */
  readonly id: string;
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly isLearner: boolean;
}

export interface EtcdAlarm {
  readonly memberId: string;
  readonly kind: "NOSPACE" | "CORRUPT";
}

export interface SnapshotView {
  readonly path: AbsolutePath;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal, of the database without the digest that follows it in the file. */
  readonly sha256: string;
}

/** etcd over gRPC. Every call has a bound of its own. Rejects with {@link EtcdUnavailable} where nothing answers. */
export interface Etcd {
  status(): Promise<EtcdStatus>;
  members(): Promise<readonly EtcdMember[]>;
  alarms(): Promise<readonly EtcdAlarm[]>;
  /** Undefined where there is no such key. */
  get(key: string): Promise<string | undefined>;
  /** The key goes by itself after `ttlSeconds`, unless it is put again or deleted. */
  putFor(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Absent is fine. */
  delete(key: string): Promise<void>;
  /** Asks the leader to hand over to another voter. */
  moveLeader(to: string): Promise<void>;
  /** Streams a consistent copy of the database to `path`, mode 0600; the file appears whole, fsynced and with its digest verified, or not at all. */
  snapshot(path: AbsolutePath, signal?: AbortSignal): Promise<SnapshotView>;
  close(): void;
}

export class EtcdUnavailable extends Error {
  override readonly name = "EtcdUnavailable";
}
