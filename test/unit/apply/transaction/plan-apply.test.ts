import { beforeEach, describe, expect, it } from "vitest";
import { savedPlanOf } from "../../../../src/apply/transaction/saved-plan-of.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";
import { parseSavedPlan } from "../../../../src/plan/parse-saved-plan.ts";
import { printSavedPlan, type SavedPlan } from "../../../../src/plan/saved-plan.ts";
import { staleSubjects } from "../../../../src/plan/stale-subjects.ts";
import { ApiUnreachable } from "../../../../src/ports/cluster-api.ts";
import { changeAsJson } from "../../../../cli/output/change-as-json.ts";
import { describeChange } from "../../../../cli/output/describe-change.ts";
import { SettledNode } from "../../../support/settled-node.ts";

let settled: SettledNode;
beforeEach(async () => {
  settled = await SettledNode.make();
});

function withFlag(value: string): void {
  const { cluster } = settled.node;
  settled.node.cluster = { ...cluster, scheduler: { ...cluster.scheduler, extraArgs: [{ name: "v", value }] } };
}

describe("planApply", () => {
  it("finds nothing to do after all was done, on the host and in the API", async () => {
    const plan = await settled.plan();
    expect([plan.changes, plan.findings, plan.refused]).toEqual([[], [], []]);
    withFlag("4");
    expect((await settled.plan()).changes.map(({ target }) => target)).toEqual(["kube-scheduler"]);
    await settled.settle();
    expect((await settled.plan()).changes).toEqual([]);
  });

  it("puts right what was changed in the API", async () => {
    const reference = { apiVersion: "v1", kind: "ConfigMap", namespace: "kube-system", name: "kubelet-config" };
    await settled.api.delete(reference);
    const { changes } = await settled.plan();
    expect(changes).toMatchObject([
      { target: "objects", because: ["ConfigMap kube-system/kubelet-config is not there"] },
    ]);
  });

  it("does not take an API that is away for one without objects", async () => {
    settled.api.refuse = () => new ApiUnreachable("refused", "connect ECONNREFUSED");
    const { changes, findings } = await settled.plan();
    expect(changes).toEqual([]);
    expect(findings).toMatchObject([{ check: "Objects", level: "unknown" }]);
  });

  it("never makes an authority or the service accounts' key anew", async () => {
    settled.node.files.take("/etc/kubernetes/pki/sa.key").take("/etc/kubernetes/pki/sa.pub");
    const { findings } = await settled.plan();
    expect(findings.filter(({ level }) => level === "reject").map(({ check }) => check)).toContain(
      "Trust-/etc/kubernetes/pki/sa.key",
    );
  });

  it("refuses a host that is no node, and one whose init never ended", async () => {
    await expect(new SettledNode().plan()).rejects.toMatchObject({ code: "NotInitialised" });
    const marker = { version: 1, nodeName: "cp1", startedAt: "2026-01-01T00:00:00Z" };
    settled.node.files.put("/var/lib/steadyplane/init.json", JSON.stringify(marker));
    await expect(settled.plan()).rejects.toMatchObject({ code: "NotInitialised" });
  });
});

describe("a saved plan", () => {
  async function saved(): Promise<SavedPlan> {
    const text = printSavedPlan(savedPlanOf(settled.request, await settled.plan()));
    const read = parseSavedPlan(text);
    if (read.kind !== "plan") {
      throw new Error(read.reason);
    }
    return read.plan;
  }

  beforeEach(() => withFlag("4"));

  it("holds for as long as nothing changes that it was made from", async () => {
    const plan = await saved();
    settled.api.put({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "of-a-user", namespace: "kube-system" } });
    expect(staleSubjects(plan, await saved())).toEqual([]);
  });

  it("says what is no longer as it was", async () => {
    const plan = await saved();
    const manifest = "/etc/kubernetes/manifests/etcd.yaml";
    settled.node.files.put(manifest, `${settled.node.files.text(manifest) ?? ""}#\n`, 0o600);
    const reference = { apiVersion: "v1", kind: "ConfigMap", namespace: "kube-system", name: "kubelet-config" };
    await settled.api.patch(reference, { data: { kubelet: "kind: Other\n" } });
    expect(staleSubjects(plan, await saved())).toEqual([manifest, "ConfigMap kube-system/kubelet-config"].toSorted());
  });

  it("is found out where somebody has edited it", async () => {
    const plan = await saved();
    expect(staleSubjects({ ...plan, changes: [] }, await saved())).toEqual(["the plan itself"]);
  });

  it("is nothing else", () => {
    expect(parseSavedPlan("{}")).toMatchObject({ kind: "not-a-plan" });
    expect(parseSavedPlan("kind: Pod")).toMatchObject({ kind: "not-a-plan" });
    expect(parseSavedPlan('{"kind":"steadyplane-plan","version":2}')).toMatchObject({
      reason: "it is of version 2, and this program knows version 1",
    });
  });
});

it("shows no secret of the node or of its configuration", async () => {
  const token = "canary.0123456789abcdef";
  settled.configurationText = `kind: InitConfiguration\nbootstrapTokens:\n- token: ${token}\n`;
  const { node, cluster, files } = settled.node;
  Object.assign(node, { bootstrapTokens: [{ ...node.bootstrapTokens[0], token: new Confidential(token) }] });
  const password = { name: "PROXY_PASSWORD", value: "canary-password" };
  settled.node.cluster = {
    ...cluster,
    apiServer: { ...cluster.apiServer, extraEnvs: [password], certSANs: ["api.example.com"] },
    scheduler: { ...cluster.scheduler, extraArgs: [{ name: "client-secret", value: "canary-flag" }] },
  };
  files.take("/etc/kubernetes/admin.conf");
  const plan = await settled.plan();
  const described = { node: "cp1", configuration: "c.yaml", changes: plan.changes, findings: plan.findings };
  const shown = [
    describeChange(described),
    changeAsJson(described),
    printSavedPlan(savedPlanOf(settled.request, plan)),
  ].join("\n");

  expect(shown).toContain("PROXY_PASSWORD");
  expect(shown).not.toMatch(/canary/u);
  expect(shown).not.toMatch(/PRIVATE KEY|0123456789abcdef/u);
});
