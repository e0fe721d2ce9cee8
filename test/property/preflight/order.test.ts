import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COMPONENTS } from "../../../src/domain/component.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import type { ListenerFact, PreflightFacts } from "../../../src/plan/preflight/preflight-facts.ts";
import { preflight } from "../../../src/plan/preflight/preflight.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../support/example-specs.ts";
import {
  componentManifest,
  exampleFacts,
  exampleRequest,
  manifestFact,
  present,
} from "../../support/preflight-facts.ts";

const listener: fc.Arbitrary<ListenerFact> = fc.record({
  address: fc.constantFrom("::", "0.0.0.0", "127.0.0.1", "192.0.2.10", "::1"),
  port: fc.constantFrom(6443, 2379, 2380, 2381, 10248, 10250, 10257, 10259, 80),
  process: fc.option(
    fc.record({ pid: fc.integer({ min: 2, max: 9 }), name: fc.constantFrom("nc", "etcd", "kubelet") }),
    {
      nil: undefined,
    },
  ),
});
const manifest = fc
  .tuple(fc.constantFrom(...COMPONENTS, "web"), fc.constantFrom("", ".bak"), fc.constantFrom(...COMPONENTS))
  .map(([name, suffix, content]) => manifestFact(`${name}.yaml${suffix}`, componentManifest(content)));

const facts: fc.Arbitrary<PreflightFacts> = fc
  .record({
    listeners: fc.array(listener, { maxLength: 4 }),
    manifests: fc.uniqueArray(manifest, { maxLength: 4, selector: ({ path }) => path }),
    addresses: fc.constantFrom(["127.0.0.1", "192.0.2.10"], ["127.0.0.1"]),
    names: fc.constantFrom([], ["lost+found"], ["member", "x"]),
  })
  .map(({ listeners, manifests, addresses, names }) =>
    exampleFacts({
      request: exampleRequest(),
      listeners: present(listeners),
      addresses: present(addresses),
      staticPods: { ...exampleFacts().staticPods, manifests: present(manifests) },
      etcdDataDirectory: { status: exampleFacts().staticPods.directory, names: present(names) },
    }),
  );

test("what is rejected does not depend on the order in which the host told it", () => {
  fc.assert(
    fc.property(facts, (told) => {
      expect(verdicts(reversed(told))).toEqual(verdicts(told));
    }),
  );
});

test("the properties' hosts are neither all good nor all bad", () => {
  const counts = fc.sample(facts, { numRuns: 100, seed: 1 }).map((told) => verdicts(told).length);
  expect(Math.min(...counts)).toBe(0);
  expect(Math.max(...counts)).toBeGreaterThan(2);
});

function reversed(told: PreflightFacts): PreflightFacts {
  const turn = <T>(seen: { readonly value: readonly T[] }) => present(seen.value.toReversed());
  const { listeners, addresses, staticPods, space, programs } = told;
  return {
    ...told,
    listeners: listeners.kind === "present" ? turn(listeners) : listeners,
    addresses: addresses.kind === "present" ? turn(addresses) : addresses,
    staticPods: {
      ...staticPods,
      parents: staticPods.parents.toReversed(),
      manifests: staticPods.manifests.kind === "present" ? turn(staticPods.manifests) : staticPods.manifests,
    },
    space: space.toReversed(),
    programs: programs.toReversed(),
  };
}

function verdicts(told: PreflightFacts): readonly string[] {
  const rejections = preflight(exampleClusterSpec(), exampleNodeSpec(), told).filter(({ level }) => level === "reject");
  return rejections.map(({ check }: Finding) => check).toSorted();
}
