import { expect, test } from "vitest";
import { recipeFor } from "../../../../../src/provision/sources/modules/recipe.ts";
import { renderGoMod, renderTools, stagingModules } from "../../../../../src/provision/sources/modules/workspace.ts";

const VERSIONS = { kubernetes: "v1.37.2", etcd: "v3.7.0" };
const GO_MOD = `module k8s.io/kubernetes
require (
	k8s.io/kubelet v0.0.0
	k8s.io/api v0.0.0
	k8s.io/klog/v2 v2.130.1
	k8s.io/kube-openapi v0.0.0-20250318190949-c8a335a9a2ff
	k8s.io/utils v0.0.0-20241104100929-3ea5e8cea738 // indirect
	k8s.io/sample-apiserver v0.0.0 // indirect
)
`;

test("staging modules are those required as exactly v0.0.0", () => {
  expect(stagingModules(GO_MOD)).toEqual(["k8s.io/api", "k8s.io/kubelet", "k8s.io/sample-apiserver"]);
});

test("go.mod pins the module and its staging modules to one release", () => {
  expect(renderGoMod(recipeFor("kubelet", VERSIONS), "go1.26.8", ["k8s.io/api"])).toBe(
    "module steadyplane.dev/build\ngo 1.26\nrequire k8s.io/kubernetes v1.37.2\nreplace k8s.io/api => k8s.io/api v0.37.2\n",
  );
});

test("the list of requirements covers every program of the module", () => {
  const tools = renderTools(recipeFor("kubelet", VERSIONS));
  expect(tools).toBe(renderTools(recipeFor("kube-proxy", VERSIONS)));
  expect(tools).toContain('import _ "k8s.io/kubernetes/cmd/kubectl"');
});

test("Kubernetes is told its version", () => {
  const { ldflags } = recipeFor("kube-apiserver", VERSIONS);
  expect(ldflags).toContain("-X k8s.io/component-base/version.gitVersion=v1.37.2");
  expect(ldflags).toContain("-X k8s.io/component-base/version.gitMinor=37");
});

test.each([
  ["etcd", "go.etcd.io/etcd/server/v3"],
  ["etcdctl", "go.etcd.io/etcd/etcdctl/v3"],
  ["etcdutl", "go.etcd.io/etcd/etcdutl/v3"],
] as const)("%s has a module of its own", (program, module) => {
  expect(recipeFor(program, VERSIONS)).toMatchObject({ module, version: "v3.7.0", siblings: [module] });
});
