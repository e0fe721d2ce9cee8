import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import type { Snapshot } from "../../../../src/diagnose/snapshot/snapshot.ts";
import type { ServiceStatus } from "../../../../src/ports/services.ts";
import { EXAMPLE_NOW, exampleSnapshot, REFUSED, RUNNING_SERVICE } from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

function down(log: readonly string[], status: Partial<ServiceStatus>, forMs = 5_000, configuration = ""): Snapshot {
  const snapshot = exampleSnapshot({
    kubelet: {
      isFrozen: false,
      status: { ...RUNNING_SERVICE, lastExit: "exit status 1", ...status },
      log,
      healthz: REFUSED,
      configuration,
    },
  });
  return { ...snapshot, spans: { ...snapshot.spans, kubeletUnhealthy: EXAMPLE_NOW - forMs } };
}

describe("a kubelet that does not run", () => {
  it.each([
    ["bad-field-type", "KubeletConfigurationRefused", "KubeletConfiguration.maxPods"],
    ["bad-field-value", "KubeletConfigurationRefused", "imageGCHighThresholdPercent"],
    ["cgroup-v1", "CgroupV1Refused", "cgroup v1"],
    ["unknown-flag", "KubeletFlagRefused", "--nope"],
    ["bad-flag-value", "KubeletFlagRefused", "--max-pods"],
  ])("%s: %s", (log, code, says) => {
    const error = findCause(down(recordedLines(`kubelet/${log}.log`), { state: "restarting", restarts: 1 }))?.error;
    expect(error?.code).toBe(code);
    expect(error?.explanation.what).toContain(says);
    expect(error?.evidence).toContain("kubelet ended: exit status 1");
  });

  it("is told which field holds no quantity, since it does not say so itself", () => {
    const log = recordedLines("kubelet/no-quantity.log");
    const configuration = "evictionHard:\n  memory.available: lots\n  nodefs.available: 10%\n";
    const error = findCause(down(log, { state: "restarting" }, 5_000, configuration))?.error;
    expect(error?.code).toBe("KubeletConfigurationRefused");
    expect(error?.explanation.what).toContain("evictionHard.memory.available: lots is no quantity");
    expect(error?.explanation.what).not.toContain("nodefs");
  });

  it("is said to be stopped where nothing will start it", () => {
    const error = findCause(down([], { state: "stopped", lastExit: "signal SIGTERM" }))?.error;
    expect(error?.code).toBe("KubeletStopped");
    expect(error?.explanation.what).toContain("signal SIGTERM");
  });

  it("gets the time to start", () => {
    expect(findCause(down([], { state: "stopped" }, 1_000))).toBeUndefined();
    expect(findCause(down([], { state: "running" }, 10_000))).toBeUndefined();
  });

  it("is not judged by the last words of a run before this wait, while it starts", () => {
    expect(findCause(down(recordedLines("kubelet/unknown-flag.log"), { state: "starting" }, 1_000))).toBeUndefined();
  });

  it("is silent where it runs and does not answer", () => {
    expect(findCause(down([], { state: "running" }, 25_000))?.error.code).toBe("KubeletSilent");
  });

  it("crashes where it says something else again and again", () => {
    const log = ['E1123 09:39:59.000000 1 run.go:72] "command failed" err="failed to run Kubelet: mystery"'];
    expect(findCause(down(log, { state: "restarting", restarts: 4 }))?.error.code).toBe("KubeletCrashing");
    expect(findCause(down(log, { state: "restarting", restarts: 1 }))).toBeUndefined();
  });

  it("refuses swap", () => {
    const log = [
      'E1123 09:39:59.000000 1 run.go:72] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false"',
    ];
    expect(findCause(down(log, { state: "restarting" }))?.error.code).toBe("SwapOn");
  });
});
