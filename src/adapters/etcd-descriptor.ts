import { protoDescriptor } from "./proto-descriptor.ts";
import type { ProtoApi } from "./proto-descriptor.ts";

// Numbers and names as in go.etcd.io/etcd/api/v3/etcdserverpb/rpc.proto, the same in 3.6 and 3.7; what is not used is
// left out, which protobuf allows on both sides.
const MESSAGES: ProtoApi["messages"] = {
  ResponseHeader: { member_id: [2, "uint64"] },
  StatusRequest: {},
  StatusResponse: {
    header: [1, "ResponseHeader"],
    version: [2, "string"],
    dbSize: [3, "int64"],
    leader: [4, "uint64"],
    raftIndex: [5, "uint64"],
    errors: [8, "repeated string"],
    dbSizeInUse: [9, "int64"],
    isLearner: [10, "bool"],
    storageVersion: [11, "string"],
  },
  MemberListRequest: { linearizable: [1, "bool"] },
  MemberListResponse: { members: [2, "repeated Member"] },
  Member: {
    ID: [1, "uint64"],
    name: [2, "string"],
    peerURLs: [3, "repeated string"],
    clientURLs: [4, "repeated string"],
    isLearner: [5, "bool"],
  },
  AlarmRequest: { action: [1, "AlarmAction"] },
  AlarmResponse: { alarms: [2, "repeated AlarmMember"] },
  AlarmMember: { memberID: [1, "uint64"], alarm: [2, "AlarmType"] },
  RangeRequest: { key: [1, "bytes"] },
  RangeResponse: { kvs: [2, "repeated KeyValue"] },
  KeyValue: { value: [5, "bytes"] },
  PutRequest: { key: [1, "bytes"], value: [2, "bytes"], lease: [3, "int64"] },
  PutResponse: {},
  DeleteRangeRequest: { key: [1, "bytes"] },
  DeleteRangeResponse: {},
  LeaseGrantRequest: { TTL: [1, "int64"] },
  LeaseGrantResponse: { ID: [2, "int64"] },
  MoveLeaderRequest: { targetID: [1, "uint64"] },
  MoveLeaderResponse: {},
  SnapshotRequest: {},
  SnapshotResponse: { remaining_bytes: [2, "uint64"], blob: [3, "bytes"] },
};

/** The part of etcd's API that is used here. */
export const ETCD_DESCRIPTOR = protoDescriptor({
  name: "etcdserverpb",
  services: {
    KV: ["Range", "Put", "DeleteRange"],
    Lease: ["LeaseGrant"],
    Cluster: ["MemberList"],
    Maintenance: ["Alarm", "Status", "stream Snapshot", "MoveLeader"],
  },
  messages: MESSAGES,
  enums: { AlarmAction: { GET: 0 }, AlarmType: { NONE: 0, NOSPACE: 1, CORRUPT: 2 } },
});
