import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import {
  EXAMPLE_NOW,
  exampleComponent,
  exampleContainer,
  examplePod,
  exampleSnapshot,
  exampleSymptoms,
  exitedSymptoms,
} from "../../../support/example-snapshot.ts";

const expected = exampleComponent("etcd");
const line = (fields: object): string => JSON.stringify({ level: "warn", ...fields });
const codeOf = (etcd: ReturnType<typeof exampleSymptoms>) => findCause(exampleSnapshot({}, [etcd]))?.error.code;

describe("etcd without space", () => {
  const raised = line({ msg: "alarm raised", alarm: "NOSPACE" });
  const disarmed = line({ msg: "alarm disarmed", alarm: "NOSPACE" });

  it("says so, and so does whoever writes", () => {
    expect(codeOf(exampleSymptoms(expected, { runLog: [raised] }))).toBe("EtcdOutOfSpace");
    const server = exampleSymptoms(exampleComponent("kube-apiserver"), {
      runLog: ['err="etcdserver: mvcc: database space exceeded"'],
    });
    expect(findCause(exampleSnapshot({}, [server]))?.error.code).toBe("EtcdOutOfSpace");
  });

  it("has it again once the alarm is disarmed, and another alarm is another fault", () => {
    expect(codeOf(exampleSymptoms(expected, { runLog: [raised, disarmed] }))).toBeUndefined();
    const corrupt = line({ msg: "alarm raised", alarm: "CORRUPT" });
    expect(codeOf(exampleSymptoms(expected, { runLog: [corrupt] }))).toBeUndefined();
  });
});

describe("etcd without a quorum", () => {
  const election = line({ msg: "8e9e05c52164694d is starting a new election at term 2" });
  const elected = line({ msg: "raft.node: 8e9e05c52164694d elected leader 8e9e05c52164694d at term 2" });
  const unwell = (runLog: readonly string[], startedAt = EXAMPLE_NOW - 30_000) =>
    exampleSymptoms(expected, {
      runLog,
      pod: { ...examplePod(expected), running: exampleContainer(expected, { startedAt }) },
      probes: expected.probes.map((probe) => ({
        probe,
        answer: { kind: "answered", status: 503, body: "", headers: {} },
      })),
    });

  it("asks for votes again and again", () => {
    expect(codeOf(unwell([election, election, election]))).toBe("EtcdWithoutQuorum");
  });

  it("is not what an election at its start looks like, nor one that was won", () => {
    expect(codeOf(unwell([election]))).toBeUndefined();
    expect(codeOf(unwell([election, election, election, elected]))).toBeUndefined();
    expect(codeOf(unwell([election, election, election], EXAMPLE_NOW - 3_000))).toBeUndefined();
  });
});

describe("a read-only file system", () => {
  it("is named with the path", () => {
    const etcd = exitedSymptoms(expected, 1, [
      line({
        level: "fatal",
        msg: "discovery failed",
        error: "open /var/lib/etcd/member/wal/0.tmp: read-only file system",
      }),
    ]);
    const error = findCause(exampleSnapshot({}, [etcd]))?.error;
    expect(error?.code).toBe("ReadOnlyFileSystem");
    expect(error?.explanation.what).toContain("/var/lib/etcd/member/wal/0.tmp");
  });

  it("is no cause where the component is well", () => {
    const log = ["open /tmp/x: read-only file system"];
    expect(codeOf(exampleSymptoms(expected, { exitLog: log, runLog: log }))).toBeUndefined();
  });
});
