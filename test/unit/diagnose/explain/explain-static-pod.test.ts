import { beforeEach, expect, it } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { explainStaticPod } from "../../../../src/diagnose/explain/explain-static-pod.ts";
import { findStaticPod, staticPodFiles } from "../../../../src/diagnose/explain/find-static-pod.ts";
import { EXAMPLE_PLACES } from "../../../support/example-explanation.ts";
import { answered } from "../../../support/fake-http.ts";
import { HealthyHost } from "../../../support/healthy-host.ts";
import { asContainerLog } from "../../../support/recorded.ts";

const MANIFEST = "/etc/kubernetes/manifests/web.yaml";
const API_POD = "https://192.0.2.10:6443/api/v1/namespaces/shop/pods/web-node-1";
let host: HealthyHost;

beforeEach(() => {
  host = new HealthyHost();
  host.files.put(
    MANIFEST,
    "metadata: { name: web, namespace: shop }\nspec: { containers: [{ name: nginx, image: nginx, args: [-g] }] }\n",
  );
});

async function explain(name = "web") {
  const found = await staticPodFiles(host.files, absolute("/etc/kubernetes/manifests"));
  const file = findStaticPod(found, name, "node-1");
  if (file === undefined) {
    throw new Error(`${name} was not found`);
  }
  return explainStaticPod(host.ports, host.expectation, EXAMPLE_PLACES, file, name);
}

function run(args = ["/usr/sbin/nginx", "-g"]): void {
  host.runtime.putSandbox({ id: "web", name: "web-node-1", namespace: "shop", uid: "hash" });
  host.runtime.putContainer({ id: "web-0", sandboxId: "web", name: "nginx", pid: 900 });
  host.processes.put({ pid: 900, name: "nginx", args });
  const pod = {
    metadata: { annotations: { "kubernetes.io/config.hash": "hash" } },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  };
  host.http.answer(API_POD, answered(JSON.stringify(pod)));
}

it.each(["web", "web-node-1", "web.yaml"])("finds a Pod as %s", async (name) => {
  run();
  expect((await explain(name)).verdict).toEqual({ kind: "ready" });
});

it("compares the end of a command line where the manifest leaves the command to the image", async () => {
  run(["/usr/sbin/nginx", "-t"]);
  const link = async () => (await explain()).chain.find(({ name }) => name === "process");
  const evidence = expect.arrayContaining(["only the manifest has -g"]);
  // It may have started another program in its own place; the kubelet says whether it does its work.
  expect(await link()).toMatchObject({ state: "done", evidence });
  host.http.answer(API_POD, answered(JSON.stringify({ status: { phase: "Running" } })));
  expect(await link()).toMatchObject({ state: "failing", evidence });
});

it("shows how its container ended", async () => {
  run();
  host.files.put("/var/log/pods/web/0.log", asContainerLog(["bad configuration"]));
  const logPath = "/var/log/pods/web/0.log";
  host.runtime.putContainer({ id: "web-0", sandboxId: "web", name: "nginx", state: "exited", exitCode: 3, logPath });
  const { chain, verdict } = await explain();
  expect(verdict.kind).toBe("unproven");
  expect(chain.find(({ name }) => name === "container")).toMatchObject({
    state: "failing",
    evidence: ["log: bad configuration"],
  });
});

it("says what is wrong with a manifest that holds no Pod", async () => {
  host.files.put(MANIFEST, "kind: Pod\n");
  const { chain } = await explain("web.yaml");
  expect(chain.find(({ name }) => name === "manifest")).toMatchObject({ state: "failing" });
});

it("works with no runtime", async () => {
  host.runtime.isAvailable = false;
  const { chain } = await explain();
  expect(chain.find(({ name }) => name === "container")?.state).toBe("could not tell");
});
