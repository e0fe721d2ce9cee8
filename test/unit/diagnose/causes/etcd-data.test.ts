import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import { exampleComponent, exampleSnapshot, exampleSymptoms, REFUSED } from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

const expected = exampleComponent("etcd");

describe("etcd's data directory", () => {
  it("of another cluster is named although etcd says that it is healthy", () => {
    const etcd = exampleSymptoms(expected, { runLog: recordedLines("etcd/data-of-another-cluster.log") });
    const error = findCause(exampleSnapshot({}, [etcd]))?.error;
    expect(error?.code).toBe("EtcdDataOfAnotherCluster");
    expect(error?.explanation.what).toContain("peer URL https://127.0.0.1:32380, not https://127.0.0.1:22380");
  });

  it("of a larger cluster is named while etcd looks for the others", () => {
    const runLog = recordedLines("etcd/data-of-a-larger-cluster.log");
    const probes = expected.probes.map((probe) => ({ probe, answer: REFUSED }));
    const cause = findCause(exampleSnapshot({}, [exampleSymptoms(expected, { runLog, probes })]));
    expect(cause?.error.code).toBe("EtcdDataOfAnotherCluster");
    expect(cause?.error.explanation.what).toContain("http://127.0.0.1:31380");
  });

  it("of this member is fine", () => {
    const etcd = exampleSymptoms(expected, { runLog: recordedLines("etcd/restart-on-own-data.log") });
    expect(findCause(exampleSnapshot({}, [etcd]))).toBeUndefined();
  });
});
