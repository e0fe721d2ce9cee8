import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import type { ComponentSymptoms, Snapshot } from "../../../../src/diagnose/snapshot/snapshot.ts";
import { syncErrors } from "../../../../src/diagnose/snapshot/sync-errors.ts";
import {
  exampleComponent,
  exampleContainer,
  examplePod,
  exampleSnapshot,
  exampleSymptoms,
  exitedSymptoms,
  REFUSED,
  RUNNING_SERVICE,
} from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

const expected = exampleComponent("kube-scheduler");
const NO_POD = { sandbox: undefined, isOld: false, running: undefined, exited: undefined, restarts: 0 };

function pending(changes: Partial<ComponentSymptoms>): ComponentSymptoms {
  const probes = expected.probes.map((probe) => ({ probe, answer: REFUSED }));
  return exampleSymptoms(expected, { pod: examplePod(expected), probes, process: undefined, ...changes });
}
function withKubeletLog(log: readonly string[], symptoms: ComponentSymptoms): Snapshot {
  const snapshot = exampleSnapshot({ since: 0 }, [symptoms]);
  return { ...snapshot, kubelet: { ...snapshot.kubelet, status: RUNNING_SERVICE, log } };
}

describe("an image", () => {
  const errors = syncErrors(recordedLines("kubelet/image-not-pulled.log"), "kube-scheduler-node-1", undefined);

  it("that cannot be pulled is missing, in the registry's words", () => {
    const error = findCause(exampleSnapshot({}, [pending({ image: "absent", syncErrors: errors })]))?.error;
    expect(error?.code).toBe("ImageMissing");
    expect(error?.explanation.what).toContain("registry.k8s.io/kube-scheduler:v1.37.2");
    expect(error?.explanation.what).toContain("Temporary failure in name resolution");
    expect(error?.explanation.what).not.toContain("StartContainer");
  });

  it("is waited for until the kubelet backs off, where the registry only could not be reached", () => {
    const first = errors.filter((line) => !line.includes("ImagePullBackOff"));
    expect(first).toHaveLength(1);
    expect(findCause(exampleSnapshot({}, [pending({ image: "absent", syncErrors: first })]))).toBeUndefined();
  });

  it("that has come since is no longer missing", () => {
    expect(findCause(exampleSnapshot({}, [pending({ image: "present", syncErrors: errors })]))).toBeUndefined();
  });

  it("that may not be pulled is missing at once", () => {
    const never = { ...expected, imagePullPolicy: "Never" } as const;
    const error = findCause(exampleSnapshot({}, [pending({ expected: never, image: "absent" })]))?.error;
    expect(error?.explanation.what).toContain("imagePullPolicy is Never");
  });

  it("of another architecture is known by what the kernel says", () => {
    const log = ["exec /usr/local/bin/kube-scheduler: exec format error"];
    const error = findCause(exampleSnapshot({}, [exitedSymptoms(expected, 1, log)]))?.error;
    expect(error?.code).toBe("ImageWrongArchitecture");
    const exited = exampleContainer(expected, { exitCode: 128, reason: "StartError", message: log[0] ?? "" });
    const message = pending({ pod: { ...examplePod(expected), exited } });
    expect(findCause(exampleSnapshot({}, [message]))?.error.code).toBe("ImageWrongArchitecture");
  });
});

describe("a container that the runtime refuses", () => {
  const refused = 'failed to "StartContainer" for "kube-scheduler" with CreateContainerError: "mystery"';

  it("is named when it was refused twice", () => {
    const error = findCause(exampleSnapshot({}, [pending({ syncErrors: [refused, refused] })]))?.error;
    expect(error?.code).toBe("ContainerNotStarted");
    expect(error?.explanation.what).toContain("mystery");
  });

  it("may heal where the runtime was only away", () => {
    const away = refused.replace("mystery", "rpc error: code = Unavailable");
    expect(findCause(exampleSnapshot({}, [pending({ syncErrors: [away, away] })]))).toBeUndefined();
    expect(findCause(exampleSnapshot({}, [pending({ syncErrors: [refused] })]))).toBeUndefined();
  });

  it("may be refused over its cgroup", () => {
    const error =
      'failed to "CreatePodSandbox" for "kube-scheduler" with CreatePodSandboxError: "runc create failed: expected cgroupsPath to be of format \\"slice:prefix:name\\" for systemd cgroups, got \\"/kubepods/pod1\\" instead"';
    const cause = findCause(exampleSnapshot({}, [pending({ pod: NO_POD, syncErrors: [error] })]));
    expect(cause?.error.code).toBe("CgroupDriverMismatch");
    expect(cause?.stage).toBe("kubelet");
  });
});

describe("a Pod that the kubelet does not start", () => {
  it("has a volume that is something else", () => {
    const log = recordedLines("kubelet/volume-of-another-type.log");
    const error = findCause(withKubeletLog(log, pending({ pod: NO_POD })))?.error;
    expect(error?.code).toBe("VolumeNotMounted");
    expect(error?.explanation.what).toContain("/etc/kubernetes/scheduler.conf is not a socket file");
    expect(error?.evidence).toHaveLength(1);
    expect(findCause(withKubeletLog(log.slice(0, 1), pending({ pod: NO_POD })))).toBeUndefined();
  });

  it("is not judged by the marker of an earlier handoff", () => {
    const log = recordedLines("kubelet/volume-of-another-type.log").map((line) =>
      line.replaceAll("-kubeconfig", "-steadyplane-handoff"),
    );
    expect(findCause(withKubeletLog(log, pending({ pod: NO_POD })))).toBeUndefined();
  });

  it("was not admitted", () => {
    const log = recordedLines("kubelet/pod-not-admitted.log");
    const error = findCause(withKubeletLog(log, pending({ pod: NO_POD })))?.error;
    expect(error?.code).toBe("PodRejected");
    expect(error?.explanation.what).toContain("res: cpu");
  });

  it("has a manifest that cannot be decoded", () => {
    const log = recordedLines("kubelet/manifest-not-decodable.log");
    const error = findCause(withKubeletLog(log, pending({ pod: NO_POD })))?.error;
    expect(error?.code).toBe("ManifestNotAccepted");
    expect(error?.explanation.what).toContain("PodSpec.spec.hostNetwork");
  });

  it("is not judged by what the kubelet said before its manifest was written", () => {
    const rewritten = { ...expected, manifestWrittenAt: exampleSnapshot().at };
    for (const log of ["manifest-not-decodable", "pod-not-admitted", "volume-of-another-type"]) {
      const lines = recordedLines(`kubelet/${log}.log`).map((line) => line.replace(/^(.)1123 \d\d/u, "$11123 08"));
      expect(findCause(withKubeletLog(lines, pending({ expected: rewritten, pod: NO_POD })))).toBeUndefined();
    }
  });

  it("is not judged by a file that was empty for a moment", () => {
    const line = recordedLines("kubelet/manifest-not-decodable.log")[0] ?? "";
    const empty = line.replace(/json: cannot[^)]*/u, "Object 'Kind' is missing in 'null'");
    expect(empty).not.toBe(line);
    expect(findCause(withKubeletLog([empty], pending({ pod: NO_POD })))).toBeUndefined();
  });
});
