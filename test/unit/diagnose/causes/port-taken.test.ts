import { describe, expect, it } from "vitest";
import { findPortTaken } from "../../../../src/diagnose/causes/port-taken.ts";
import type { Listener } from "../../../../src/ports/processes.ts";
import { exampleComponent, exampleSnapshot, exitedSymptoms } from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

const API_SERVER = exitedSymptoms(
  exampleComponent("kube-apiserver"),
  1,
  recordedLines("kube-apiserver/port-taken.log"),
);
const ETCD = exitedSymptoms(exampleComponent("etcd"), 1, recordedLines("etcd/metrics-port-taken.log"));

function listener(port: number, address = "0.0.0.0"): Listener {
  return { address, port, process: { pid: 812, name: "nginx" } };
}

describe("a port that is taken", () => {
  it("names the process and its pid", () => {
    const error = findPortTaken(exampleSnapshot({ listeners: [listener(26443)] }, [API_SERVER]))?.error;
    expect(error?.explanation.what).toBe(
      "kube-apiserver cannot listen on 0.0.0.0:26443: the port is in use by nginx (pid 812).",
    );
  });

  it("finds etcd's metrics port on the loopback address", () => {
    const cause = findPortTaken(exampleSnapshot({ listeners: [listener(22381, "127.0.0.1")] }, [ETCD]));
    expect(cause?.error.explanation.what).toContain("etcd cannot listen on 127.0.0.1:22381");
    expect(cause?.error.explanation.what).toContain("nginx (pid 812)");
  });

  it("waits where the port has become free since", () => {
    expect(findPortTaken(exampleSnapshot({ listeners: [listener(80)] }, [API_SERVER]))).toBeUndefined();
  });

  it("is named without a process after three attempts", () => {
    const third = { ...API_SERVER, pod: { ...API_SERVER.pod, restarts: 2 } };
    expect(findPortTaken(exampleSnapshot({}, [third]))?.error.explanation.what).toContain("by another process");
  });
});
