import { describe, expect, it } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import {
  EXAMPLE_NOW,
  exampleComponent,
  exampleContainer,
  examplePod,
  exampleSnapshot,
  exitedSymptoms,
} from "../../../support/example-snapshot.ts";

const scheduler = exampleComponent("kube-scheduler");

describe("a full disk", () => {
  const path = absolute("/var/lib/etcd");

  it("is full of bytes or of inodes", () => {
    expect(findCause(exampleSnapshot({ disks: [{ path, bytes: 0, inodes: 9 }] }))?.error.code).toBe("DiskFull");
    expect(findCause(exampleSnapshot({ disks: [{ path, bytes: 2 ** 30, inodes: 0 }] }))?.error.code).toBe("DiskFull");
  });

  it("has no limit of inodes on some file systems", () => {
    expect(findCause(exampleSnapshot({ disks: [{ path, bytes: 2 ** 30, inodes: undefined }] }))).toBeUndefined();
  });

  it("shows in a log", () => {
    const etcd = exitedSymptoms(exampleComponent("etcd"), 1, ["write /var/lib/etcd/x: no space left on device"]);
    const cause = findCause(exampleSnapshot({}, [etcd]));
    expect(cause?.error.code).toBe("DiskFull");
    expect(cause?.error.explanation.what).toContain("/var/lib/etcd");
  });
});

describe("a component that ends again and again", () => {
  const startedAt = EXAMPLE_NOW - 20_000;
  const ended = (restarts: number, reason = "Error", exitCode = 2) => {
    const exited = exampleContainer(scheduler, { exitCode, reason, attempt: restarts, startedAt });
    return exitedSymptoms(scheduler, exitCode, ["panic"], { pod: { ...examplePod(scheduler), exited, restarts } });
  };

  it("is a cause of its own at the third time", () => {
    const error = findCause(exampleSnapshot({}, [ended(2)]))?.error;
    expect(error?.code).toBe("CrashLoop");
    expect(error?.explanation.what).toBe(
      "kube-scheduler ended 3 times; the last time it exited with status 2, attempt 3.",
    );
    expect(findCause(exampleSnapshot({}, [ended(1)]))).toBeUndefined();
  });

  it("was out of memory", () => {
    expect(findCause(exampleSnapshot({}, [ended(1, "OOMKilled", 137)]))?.error.code).toBe("OutOfMemory");
    expect(findCause(exampleSnapshot({}, [ended(0, "OOMKilled", 137)]))).toBeUndefined();
  });
});

describe("a Node that is not registered", () => {
  const line =
    'E1123 09:39:58.000000 1 kubelet_node_status.go:108] "Unable to register node with API server" err="Unauthorized" node="node-1"';

  it("is refused by an API server that has long been ready", () => {
    const snapshot = exampleSnapshot();
    const absent = { ...snapshot.cluster, node: { kind: "absent" } } as const;
    const kubelet = { ...snapshot.kubelet, log: [line] };
    const error = findCause({ ...snapshot, cluster: absent, kubelet })?.error;
    expect(error?.code).toBe("NodeNotRegistered");
    expect(error?.explanation.what).toContain("Unauthorized");
    const spans = { ...snapshot.spans, apiReady: EXAMPLE_NOW - 4_000 };
    expect(findCause({ ...snapshot, cluster: absent, kubelet, spans })).toBeUndefined();
  });
});

it("nothing is wrong with a healthy host", () => {
  expect(findCause(exampleSnapshot())).toBeUndefined();
});
