import { beforeEach, describe, expect, it } from "vitest";
import { controlPlaneStatus } from "../../../src/diagnose/control-plane-status.ts";
import { HealthyHost } from "../../support/healthy-host.ts";
import { answered } from "../../support/fake-http.ts";
import { recorded, recordedLines } from "../../support/recorded.ts";

let host: HealthyHost;
beforeEach(() => {
  host = new HealthyHost();
});
const look = () => controlPlaneStatus(host.ports, host.expectation);

describe("controlPlaneStatus", () => {
  it("shows a healthy node", async () => {
    const view = await look();
    expect(view.isHealthy).toBe(true);
    expect(view.missing).toEqual([]);
    expect(view.components.map(({ component, health, mirrorPod }) => [component, health, mirrorPod])).toEqual([
      ["etcd", "ok", "matches"],
      ["kube-apiserver", "ok", "matches"],
      ["kube-controller-manager", "ok", "matches"],
      ["kube-scheduler", "ok", "matches"],
    ]);
    expect(view.components[3]?.lease?.holder).toBe("node-1_0b6f");
  });

  it("works without the API", async () => {
    host.exit("kube-apiserver", 1, recordedLines("kube-apiserver/key-mismatch.log")).deny("kube-apiserver");
    const view = await look();
    expect(view.isHealthy).toBe(false);
    expect(view.node.registration).toBe("unknown");
    expect(view.components[0]?.isHealthy).toBe(true);
    expect(view.components[1]?.lastExit?.description).toBe("exited with status 1");
    expect(view.cause?.code).toBe("CertificateUnusable");
  });

  it("works without the runtime", async () => {
    host.runtime.isAvailable = false;
    const view = await look();
    expect(view.isHealthy).toBe(false);
    expect(view.runtime.isHealthy).toBe(false);
    expect(view.components[1]).toMatchObject({ container: "none", health: "ok", manifest: "present" });
  });

  it("lists the checks that fail", async () => {
    const body = recorded("kube-apiserver/readyz-starting.txt");
    host.http.answer("https://192.0.2.10:6443/readyz", answered(body, 500));
    const view = await look();
    expect(view.components[1]?.failingChecks).toEqual(["poststarthook/rbac/bootstrap-roles"]);
  });

  it("does not take an unreadable manifest for an absent one", async () => {
    host.files.makeUnreadable("/etc/kubernetes/manifests/etcd.yaml");
    expect((await look()).components[0]?.manifest).toBe("unreadable");
  });

  it("never shows the administrator's key", async () => {
    expect(JSON.stringify(await look())).not.toContain("KEY");
  });
});
