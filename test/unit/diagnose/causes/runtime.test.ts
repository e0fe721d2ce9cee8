import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import type { Snapshot } from "../../../../src/diagnose/snapshot/snapshot.ts";
import type { ServiceStatus } from "../../../../src/ports/services.ts";
import { EXAMPLE_NOW, exampleSnapshot, RUNNING_SERVICE } from "../../../support/example-snapshot.ts";

function away(state: ServiceStatus["state"], forMs: number): Snapshot {
  const snapshot = exampleSnapshot({
    runtime: { kind: "away", reason: "connect ENOENT /run/containerd/containerd.sock" },
    containerd: { isFrozen: false, status: { ...RUNNING_SERVICE, state, lastExit: "signal SIGKILL" }, log: ["bye"] },
  });
  return { ...snapshot, spans: { ...snapshot.spans, runtimeAway: EXAMPLE_NOW - forMs } };
}

describe("a runtime that does not answer", () => {
  it("is stopped", () => {
    const error = findCause(away("stopped", 3_000))?.error;
    expect(error?.code).toBe("RuntimeStopped");
    expect(error?.explanation.what).toContain("service stopped, signal SIGKILL");
    expect(error?.evidence).toContain("log: bye");
  });

  it("may be restarting", () => {
    expect(findCause(away("restarting", 5_000))).toBeUndefined();
    expect(findCause(away("stopped", 500))).toBeUndefined();
  });

  it("hangs", () => {
    expect(findCause(away("running", 16_000))?.error.code).toBe("RuntimeStopped");
  });

  it("is ready without a network", () => {
    const runtime = {
      kind: "answers",
      version: { name: "containerd", version: "2.1.0", apiVersion: "v1" },
      unmet: ["NetworkReady: cni plugin not initialized"],
      podNames: [],
    } as const;
    expect(findCause(exampleSnapshot({ runtime }))).toBeUndefined();
  });
});
