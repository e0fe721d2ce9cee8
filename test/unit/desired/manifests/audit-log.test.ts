import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { auditFiles, auditMounts } from "../../../../src/desired/manifests/audit-log.ts";
import type { Arg, ClusterSpec, HostPathMount } from "../../../../src/domain/cluster-spec.ts";
import { exampleClusterSpec } from "../../../support/example-specs.ts";

describe("the audit log of profile secure", () => {
  it("has a policy in a directory of its own, and a log that only root reads", () => {
    expect(auditFiles(exampleClusterSpec()).map(({ path, mode }) => [path, mode])).toEqual([
      ["/etc/kubernetes/audit", 0o700],
      ["/etc/kubernetes/audit/policy.yaml", 0o600],
      ["/var/log/kubernetes/audit", 0o700],
    ]);
    expect(mountPaths(exampleClusterSpec())).toEqual(["/etc/kubernetes/audit", "/var/log/kubernetes/audit"]);
  });

  it("never logs the content of an object", () => {
    const policy = auditFiles(exampleClusterSpec()).find((file) => file.kind === "file");
    const { rules } = parse(String(policy?.text));

    expect(new Set(rules.map(({ level }: { level: string }) => level))).toEqual(new Set(["None", "Metadata"]));
    expect(rules.at(-1)).toEqual({ level: "Metadata" });
  });

  it("is absent under profile kubeadm", () => {
    const cluster = exampleClusterSpec({ profile: "kubeadm" });

    expect([...auditFiles(cluster), ...auditMounts(cluster)]).toEqual([]);
  });

  it("gives way to a policy of the user's", () => {
    const cluster = withApiServer({ extraArgs: [{ name: "audit-policy-file", value: "/srv/policy.yaml" }] });

    expect(mountPaths(cluster)).toEqual(["/var/log/kubernetes/audit"]);
    expect(auditFiles(cluster)).toHaveLength(1);
  });

  it("mounts nothing where the user mounts something", () => {
    const path = "/var/log/kubernetes/audit/";
    const mine = { name: "audit-log", hostPath: "/srv/log", mountPath: path, readOnly: false, pathType: "" };

    expect(mountPaths(withApiServer({ extraVolumes: [mine] }))).toEqual(["/etc/kubernetes/audit"]);
  });
});

function withApiServer(changes: {
  readonly extraArgs?: readonly Arg[];
  readonly extraVolumes?: readonly HostPathMount[];
}): ClusterSpec {
  return exampleClusterSpec({ apiServer: { ...exampleClusterSpec().apiServer, ...changes } });
}

function mountPaths(cluster: ClusterSpec): readonly string[] {
  return auditMounts(cluster).map(({ mountPath }) => mountPath);
}
