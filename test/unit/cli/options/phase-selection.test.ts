import { expect, it } from "vitest";
import { withoutPhases } from "../../../../cli/options/phase-selection.ts";
import { leafPaths, phasesNamed } from "../../../../src/desired/phases.ts";

it("leaves out a phase, a group of them, and kubeadm's addons", () => {
  const left = withoutPhases(leafPaths(), ["certs/apiserver", "kubeconfig", "addon/coredns"]);
  expect(left.has("certs/ca")).toBe(true);
  expect(left.has("certs/apiserver")).toBe(false);
  expect([...left].some((phase) => phase.startsWith("kubeconfig/"))).toBe(false);
});

it("knows no phase that is not in the list, and lists them", () => {
  expect(() => withoutPhases(leafPaths(), ["cert"])).toThrow(
    expect.objectContaining({ code: "NoSuchPhase", evidence: expect.arrayContaining(["certs/apiserver"]) }),
  );
});

it("takes `all` for every sibling", () => {
  expect(phasesNamed("certs/all")).toEqual(phasesNamed("certs"));
});
