import { describe, expect, it } from "vitest";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { manifestOrigin } from "../../../src/diagnose/status/manifest-origin.ts";
import { nodeStatus } from "../../../src/diagnose/status/node-status.ts";
import type { NodeDetails } from "../../../src/diagnose/status/node-status.ts";
import { statusView } from "../../../src/diagnose/status/status-view.ts";
import { exampleSnapshot } from "../../support/example-snapshot.ts";

const PATH = absolute("/etc/kubernetes/manifests/etcd.yaml");

describe("manifestOrigin", () => {
  it.each([
    [{ kind: "same" } as const, { kind: "committed", revision: 3 }],
    [{ kind: "changed", text: "" } as const, { kind: "edited", revision: 3 }],
    [{ kind: "absent" } as const, { kind: "removed", revision: 3 }],
    [{ kind: "unreadable", reason: "EACCES" } as const, { kind: "unreadable", revision: 3 }],
  ])("of a file that is %j", (now, origin) => {
    const files = [{ path: PATH, committedText: undefined, now }];
    expect(manifestOrigin({ kind: "present", revision: 3, files }, PATH)).toEqual(origin);
  });

  it("is not committed where no revision has it", () => {
    expect(manifestOrigin({ kind: "absent" }, PATH).kind).toBe("not committed");
    expect(manifestOrigin({ kind: "present", revision: 3, files: [] }, PATH).kind).toBe("not committed");
  });

  it("is unknown where revisions cannot be read", () => {
    expect(manifestOrigin({ kind: "unreadable", reason: "EACCES" }, PATH)).toEqual({
      kind: "unknown",
      reason: "EACCES",
    });
  });
});

describe("nodeStatus", () => {
  const details: NodeDetails = {
    origins: {},
    etcd: undefined,
    expiringCertificates: [],
    kubeletVersion: "v1.37.1",
    leftovers: [],
  };
  const etcd = {
    kind: "answers",
    version: "3.7.0",
    isLeader: true,
    leader: "node-1",
    members: [],
    dbSize: 1,
    dbSizeInUse: 1,
    alarms: ["NOSPACE"],
  } as const;

  it("is not healthy while etcd has an alarm", () => {
    const status = nodeStatus(statusView(exampleSnapshot()), { ...details, etcd });
    expect(status.isHealthy).toBe(false);
    expect(status.missing).toEqual([{ stage: "etcd", detail: "alarm NOSPACE" }]);
  });

  it("takes the kubelet's version from the API, and from its program where there is no API", () => {
    expect(nodeStatus(statusView(exampleSnapshot()), details).kubelet.version).toBe("v1.37.2");
    const { cluster } = exampleSnapshot();
    const snapshot = exampleSnapshot({ cluster: { ...cluster, node: { kind: "unreadable", reason: "away" } } });
    expect(nodeStatus(statusView(snapshot), details).kubelet.version).toBe("v1.37.1");
  });
});
