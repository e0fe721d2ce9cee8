import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PAUSE_IMAGE } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { flags, SOAK } from "./support/change.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { componentProcesses } from "./support/processes.ts";
import { CONFIG_PATH, expectStatus, init, kubectl, steadyplane, writeConfiguration } from "./support/steadyplane.ts";
import { openHost } from "./support/with-host.ts";

/** Four of the control plane, one of the user, one for a handoff. */
const MAX_PODS = 6;
const MANIFESTS = "/etc/kubernetes/manifests";
const CHANGES = [
  flags.apiServer("goaway-chance", "0.00001"),
  flags.etcd("heartbeat-interval", "101"),
  flags.controllerManager("kube-api-burst", "101"),
  flags.scheduler("kube-api-burst", "101"),
];

let host: TestHost;
beforeAll(async () => {
  host = await openHost();
  write("");
  expectStatus(await init(host), 0);
  await kubectl(host, "wait", "--for=condition=Ready", "node", "--all", "--timeout=60s");
  await kubectl(host, "wait", "--for=create", "serviceaccount/default", "--timeout=30s");
});
afterAll(async () => host.destroy());

function write(cluster: string): void {
  const kubelet = [
    "apiVersion: kubelet.config.k8s.io/v1beta1",
    "kind: KubeletConfiguration",
    `maxPods: ${MAX_PODS}`,
  ].join("\n");
  writeConfiguration(host, { cluster, documents: [kubelet, SOAK] });
}

async function makePod(name: string, cpu: string): Promise<void> {
  const container = { name: "pause", image: PAUSE_IMAGE, resources: { requests: { cpu } } };
  const spec = { containers: [container], tolerations: [{ operator: "Exists" }], terminationGracePeriodSeconds: 0 };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name }, spec };
  await host.must("kubectl", ["--kubeconfig=/etc/kubernetes/admin.conf", "create", "-f", "-"], {
    input: JSON.stringify(pod),
  });
  await kubectl(host, "wait", "--for=condition=Ready", `pod/${name}`, "--timeout=60s");
}

/** Millicores that nobody has requested. */
async function freeMillicores(): Promise<number> {
  const [allocatable = "", ...requests] = (
    await kubectl(
      host,
      ...["get", "nodes,pods", "-A", "-o"],
      'jsonpath={range .items[*]}{.status.allocatable.cpu}{.spec.containers[*].resources.requests.cpu}{"\\n"}{end}',
    )
  )
    .trim()
    .split("\n");
  const milli = (quantity: string): number =>
    quantity.endsWith("m") ? Number.parseInt(quantity, 10) : Number(quantity) * 1000;
  return milli(allocatable) - requests.map(milli).reduce((sum, one) => sum + one, 0);
}

async function userPod(): Promise<string> {
  const fields = "{.metadata.uid} {.status.phase} {.status.containerStatuses[0].restartCount}";
  return kubectl(host, "get", "pod", "user", "-o", `jsonpath=${fields}`);
}

test("with the last millicore requested, every component is handed over and no Pod pays for it", async () => {
  await makePod("user", `${await freeMillicores()}m`);
  expect(await freeMillicores()).toBe(0);
  const before = await userPod();
  expect(before).toMatch(/Running 0$/u);

  write(CHANGES.join("\n"));
  const outcome = expectStatus(await steadyplane(host, ["apply", "--config", CONFIG_PATH, "--yes"]), 0);

  expect(await userPod()).toBe(before);
  const events = await kubectl(host, "get", "events", "-A", "-o", "jsonpath={.items[*].reason}");
  expect(events.split(" ").filter((reason) => /Evict|Preempt|OutOf/u.test(reason))).toEqual([]);
  await expectOneRevision(host, outcome);
});

test("with the last Pod slot taken, it is said, and nothing is changed", async () => {
  await makePod("last", "0");
  const before = await userPod();
  write(flags.apiServer("goaway-chance", "0.00002"));

  const outcome = expectStatus(await steadyplane(host, ["apply", "--config", CONFIG_PATH, "--yes"]), 3);

  expect(outcome.stderr).toMatch(/no room for another Pod/u);
  expect(outcome.stderr).toMatch(/--strategy restart/u);
  expect(await userPod()).toBe(before);
  await kubectl(host, "delete", "pod", "last", "--now");
});

test("a second instance that the kubelet refuses, as others came first, is named, and the running one goes on", async () => {
  await kubectl(host, "delete", "pod", "user", "--now");
  const before = await componentProcesses(host);
  const greedy = ["greedy-1", "greedy-2"];
  for (const name of greedy) {
    const spec = { priorityClassName: "system-node-critical", containers: [{ name: "pause", image: PAUSE_IMAGE }] };
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "kube-system" }, spec };
    writeFileSync(host.path(`/etc/kubernetes/${name}.yaml`), JSON.stringify(pod));
  }
  write([...CHANGES.slice(0, 3), flags.scheduler("kube-api-burst", "103")].join("\n"));
  const applying = steadyplane(host, ["apply", "--config", CONFIG_PATH, "--yes"]);
  // Once the plan is made the last slots go; a kubelet that stands still meanwhile sees that first.
  await host.sh(`until [ -e /var/lib/steadyplane/journal ]; do :; done; pkill -STOP -x kubelet
    mv /etc/kubernetes/greedy-*.yaml ${MANIFESTS}/
    until ls ${MANIFESTS} | grep -q handoff; do sleep 0.02; done; pkill -CONT -x kubelet`);

  const outcome = expectStatus(await applying, 1);

  await host.sh(`rm ${greedy.map((name) => `${MANIFESTS}/${name}.yaml`).join(" ")}`);
  expect(outcome.stderr).toMatch(/The kubelet refuses to run kube-scheduler: .*pods/u);
  expect(await componentProcesses(host)).toEqual(before);
  await expectOneRevision(host, outcome);
});
