import { beforeEach, describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../src/domain/kubernetes-object.ts";
import type { ClusterApi } from "../../src/ports/cluster-api.ts";

function configMap(name: string, data: Record<string, string>, contract = "same"): KubernetesObject {
  const metadata = { name, namespace: "kube-system", labels: { contract } };
  return { apiVersion: "v1", kind: "ConfigMap", metadata, data };
}

/** What every ClusterApi promises. The cluster may hold other objects; their names do not begin with `contract-`. */
export function clusterApiContract(name: string, prepare: () => Promise<ClusterApi>): void {
  describe(`ClusterApi: ${name}`, () => {
    const reference = { apiVersion: "v1", kind: "ConfigMap", name: "contract-a", namespace: "kube-system" };
    const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" };
    let api: ClusterApi;
    beforeEach(async () => {
      api = await prepare();
      for (const { metadata } of await api.list("v1", "ConfigMap", "kube-system", "contract")) {
        await api.delete({ ...reference, name: metadata.name });
      }
      await api.delete({ ...role, name: "contract-role" });
    });

    test("absent until created, created once", async () => {
      expect(await api.get(reference)).toBeUndefined();
      const created = await api.create(configMap("contract-a", { key: "1" }));
      expect(created.metadata.uid).toBeTruthy();
      expect(await api.get(reference)).toMatchObject({ ...configMap("contract-a", { key: "1" }) });
      const again = api.create(configMap("contract-a", { key: "2" }));
      await expect(again).rejects.toMatchObject({ name: "ApiRefused", status: 409, reason: "AlreadyExists" });
      expect(await api.get(reference)).toMatchObject({ data: { key: "1" } });
    });
    test("apply creates, changes, and takes back what it leaves out, but nothing of others", async () => {
      await api.apply(configMap("contract-a", { mine: "1", dropped: "1" }));
      await api.patch(reference, { data: { others: "1" } });
      await api.apply(configMap("contract-a", { mine: "2" }));
      expect((await api.get(reference))?.["data"]).toEqual({ mine: "2", others: "1" });
    });
    test("a patch merges, and needs something to patch", async () => {
      await api.create(configMap("contract-a", { one: "1", two: "2" }));
      const patched = await api.patch(reference, { data: { two: null, three: "3" } });
      expect(patched["data"]).toEqual({ one: "1", three: "3" });
      const absent = api.patch({ ...reference, name: "contract-none" }, { data: {} });
      await expect(absent).rejects.toMatchObject({ name: "ApiRefused", status: 404, reason: "NotFound" });
    });
    test("what is deleted is gone, and to delete it again is fine", async () => {
      await api.create(configMap("contract-a", { key: "1" }));
      await api.delete(reference);
      expect(await api.get(reference)).toBeUndefined();
      await expect(api.delete(reference)).resolves.toBeUndefined();
    });
    test("what has another uid than the one asked for stays", async () => {
      const { metadata } = await api.create(configMap("contract-a", { key: "1" }));
      const other = api.delete(reference, { uid: "another", gracePeriodSeconds: 0 });
      await expect(other).rejects.toMatchObject({ name: "ApiRefused", status: 409, reason: "Conflict" });
      expect(await api.get(reference)).toBeDefined();
      await api.delete(reference, { uid: metadata.uid ?? "", gracePeriodSeconds: 0 });
      expect(await api.get(reference)).toBeUndefined();
    });
    test("a change that was made to an older version is refused", async () => {
      const { metadata } = await api.create(configMap("contract-a", { key: "1" }));
      const { resourceVersion = "" } = metadata;
      await api.patch(reference, { data: { key: "2" } });
      const late = api.patch(reference, { metadata: { resourceVersion }, data: { key: "3" } });
      await expect(late).rejects.toMatchObject({ name: "ApiRefused", status: 409, reason: "Conflict" });
      expect(await api.get(reference)).toMatchObject({ data: { key: "2" } });
    });
    test("lists are complete, by label, and say what their items are", async () => {
      for (const n of ["1", "2", "3", "4", "5"]) {
        await api.create(configMap(`contract-${n}`, { n }, n === "5" ? "other" : "same"));
      }
      const found = await api.list("v1", "ConfigMap", "kube-system", "contract=same");
      expect(found.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted()).toEqual(
        ["1", "2", "3", "4"].map((n) => `ConfigMap contract-${n}`),
      );
      expect(found.every(({ apiVersion }) => apiVersion === "v1")).toBe(true);
      expect((await api.list("v1", "ConfigMap", undefined, "contract")).length).toBe(5);
    });
    test("cluster-scoped objects have no namespace", async () => {
      await api.apply({ ...role, metadata: { name: "contract-role" }, rules: [] });
      expect(await api.get({ ...role, name: "contract-role" })).toMatchObject({ metadata: { name: "contract-role" } });
      expect((await api.list(role.apiVersion, role.kind)).map(({ metadata }) => metadata.name)).toContain(
        "contract-role",
      );
    });
  });
}
