import { expect, test } from "vitest";
import { preflight } from "../../../../src/plan/preflight/preflight.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, manifestFact, present, UNREADABLE } from "../../../support/preflight-facts.ts";

test("finds nothing on a machine that has everything", () => {
  expect(preflight(exampleClusterSpec(), exampleNodeSpec(), exampleFacts())).toEqual([]);
});

test("reports everything that is wrong, all at once, each with a state of the host and something to do", () => {
  const facts = exampleFacts({
    userId: present(1000),
    listeners: present([{ address: "::", port: 2381, process: { pid: 7, name: "nc" } }]),
    runtime: UNREADABLE,
    staticPods: { ...exampleFacts().staticPods, manifests: present([manifestFact("x.bak", "")]) },
    etcdDataDirectory: { status: UNREADABLE, names: UNREADABLE },
  });
  const node = exampleNodeSpec({ facts: exampleHostFacts({ isSwapOn: true }) });
  const findings = preflight(exampleClusterSpec(), node, facts);
  expect(findings.map(({ check }) => check)).toEqual([
    "IsPrivilegedUser",
    "Port-2381",
    "FileAvailable--etc-kubernetes-manifests-x.bak",
    "DirAvailable--var-lib-etcd",
    "CRI",
    "Swap",
  ]);
  for (const { level, why, fix } of findings) {
    expect(level).toBe("reject");
    expect(why).toMatch(/ Nothing was changed\.$/u);
    expect(fix.length).toBeGreaterThan(0);
  }
});
