/** etcd's responses as they are decoded: upstream's field names, absent messages null, 64 bit integers as decimal texts. */
export interface EtcdResponses {
  readonly Status: {
    readonly header: { readonly member_id: string } | null;
    readonly version: string;
    readonly dbSize: string;
    readonly leader: string;
    readonly raftIndex: string;
    readonly errors: readonly string[];
    readonly dbSizeInUse: string;
    readonly isLearner: boolean;
    readonly storageVersion: string;
  };
  readonly MemberList: {
    readonly members: readonly {
      readonly ID: string;
      readonly name: string;
      readonly peerURLs: readonly string[];
      readonly clientURLs: readonly string[];
      readonly isLearner: boolean;
    }[];
  };
  readonly Alarm: {
    readonly alarms: readonly { readonly memberID: string; readonly alarm: "NONE" | "NOSPACE" | "CORRUPT" }[];
  };
  readonly Range: { readonly kvs: readonly { readonly value: Buffer }[] };
  readonly Put: object;
  readonly DeleteRange: object;
  readonly LeaseGrant: { readonly ID: string };
  readonly MoveLeader: object;
}

/** One message of a snapshot's stream. */
export interface EtcdSnapshotPart {
  /** Bytes of the database that are still to come; the digest after it does not count. */
  readonly remaining_bytes: string;
  readonly blob: Buffer;
}
