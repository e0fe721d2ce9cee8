import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../../src/domain/kubernetes-object.ts";
import type { ObjectResource } from "../../../src/domain/resource.ts";
import { decideObject } from "../../../src/plan/decide-object.ts";
import { planObjects } from "../../../src/plan/plan-objects.ts";

const binding: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "b" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "r" },
  subjects: [{ kind: "Group", name: "g" }],
};
const wanted = (object: KubernetesObject): ObjectResource => ({ kind: "object", object, manner: "apply" });
const present = (value: KubernetesObject) => ({ kind: "present", value }) as const;

describe("decideObject", () => {
  it("keeps what the server has completed and others have labelled", () => {
    const live = {
      ...binding,
      metadata: { name: "b", uid: "1", labels: { theirs: "x" } },
      subjects: [{ kind: "Group", name: "g", apiGroup: "rbac.authorization.k8s.io" }],
    };
    expect(decideObject(wanted(binding), present(live))).toEqual({ kind: "keep" });
  });

  it("takes away who should not be in a list", () => {
    const live = { ...binding, subjects: [...(binding["subjects"] as object[]), { kind: "User", name: "intruder" }] };
    expect(decideObject(wanted(binding), present(live))).toEqual({
      kind: "replace",
      because: ["subjects[intruder] differs"],
    });
  });

  it("asks of a Node only for the taints that are wanted, and for their values", () => {
    const node = (...taints: object[]): KubernetesObject => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "cp1", labels: { role: "" } },
      spec: { taints },
    });
    const own = { key: "control-plane", value: "", effect: "NoSchedule" };
    const live = node({ key: "not-ready", effect: "NoExecute" }, { key: "control-plane", effect: "NoSchedule" });
    expect(decideObject(wanted(node(own)), present(live))).toEqual({ kind: "keep" });
    expect(decideObject(wanted(node(own)), present(node())).kind).toBe("replace");
    expect(decideObject(wanted(node(own)), present(node({ ...own, value: "x" }))).kind).toBe("replace");
    const unlabelled = { ...live, metadata: { name: "cp1" } };
    expect(decideObject(wanted(node(own)), present(unlabelled)).kind).toBe("replace");
  });
});

describe("planObjects", () => {
  it("says once that the API is away, and changes nothing that it could not see", () => {
    const two = [wanted(binding), wanted({ ...binding, metadata: { name: "c" } })];
    const seen = new Map(
      ["b", "c"].map((name) => [`ClusterRoleBinding ${name}`, { kind: "unreadable", reason: "refused" } as const]),
    );
    expect(planObjects(two, seen)).toMatchObject({
      steps: [],
      findings: [{ level: "unknown", what: "Could not look at 2 objects of the API: refused." }],
    });
  });

  it("leaves out what is only ever created", () => {
    const token: ObjectResource = { kind: "object", object: { ...binding, kind: "Secret" }, manner: "create-only" };
    expect(planObjects([token], new Map([["Secret b", { kind: "absent" }]]))).toEqual({ steps: [], findings: [] });
  });
});
