import { expect, test } from "vitest";
import { Confidential } from "../../../../src/domain/confidential.ts";
import type { Specs } from "../../../../src/domain/specs.ts";
import { FIELD_TABLE } from "../../../../src/plan/fields/field-table.ts";
import { exampleSpecs, EXTERNAL_ETCD } from "../../../support/example-specs.ts";

// What nobody writes: read from the host, taken from the environment, or a copy of all the rest.
const NOT_WRITTEN = ["node.facts", "node.hostname", "node.proxyEnv", "cluster.clusterConfiguration"];
const DOCUMENTS_OF_OTHERS = ["cluster.kubeletConfiguration", "cluster.kubeProxyConfiguration", "cluster.featureGates"];

const rows = Object.values(FIELD_TABLE).flat();
const local = exampleSpecs({ cluster: { controlPlaneEndpoint: { host: "api.example", port: 6443 } } });
const leaves = [...new Set([...leavesOf(local), ...leavesOf(exampleSpecs({ cluster: { etcd: EXTERNAL_ETCD } }))])];

function leavesOf(specs: Specs): readonly string[] {
  return walk("", specs);
}

function walk(path: string, value: unknown): readonly string[] {
  const isLeaf = typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Confidential;
  if (isLeaf || DOCUMENTS_OF_OTHERS.includes(path) || NOT_WRITTEN.includes(path)) {
    return [path];
  }
  return Object.entries(value).flatMap(([name, inner]) => walk(path === "" ? name : `${path}.${name}`, inner));
}

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`);

test("every field that a configuration decides has its row", () => {
  const missing = leaves.filter((leaf) => !NOT_WRITTEN.includes(leaf) && !rows.some(({ at }) => isWithin(leaf, at)));
  expect(missing).toEqual([]);
  expect(leaves.length).toBeGreaterThan(60);
});

test("every row stands for a field that there is, and no two for the same", () => {
  const strays = rows.filter(({ at }) => !leaves.some((leaf) => isWithin(leaf, at) || isWithin(at, leaf)));
  expect(strays).toEqual([]);
  expect(new Set(rows.map(({ at }) => at)).size).toBe(rows.length);
});

test("what a field follows has a row of its own", () => {
  const fields = new Set(rows.map(({ field }) => field));
  expect(rows.flatMap(({ follows = [] }) => follows).filter((field) => !fields.has(field))).toEqual([]);
});
