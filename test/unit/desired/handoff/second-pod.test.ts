import { expect, it } from "vitest";
import { moveUrls } from "../../../../src/desired/handoff/move-urls.ts";
import { parseQuantity } from "../../../../src/domain/parse-quantity.ts";
import { secondCommand } from "../../../../src/desired/handoff/second-command.ts";
import { secondPod } from "../../../../src/desired/handoff/second-pod.ts";
import { secondRequests } from "../../../../src/desired/handoff/second-requests.ts";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import type { Component } from "../../../../src/domain/component.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../../../src/domain/handoff/handoff-ports.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleSecondPodContext } from "../../../support/second-pod-context.ts";

function command(component: Component, flags: readonly string[], mountPath = "/var/log"): readonly string[] {
  const view = { component, command: [component, ...flags], mounts: [{ name: "a", mountPath, isReadOnly: false }] };
  return secondCommand(view, DEFAULT_HANDOFF_PORTS).slice(1);
}

it.each([
  ["250m", 0.25],
  ["100Mi", 104_857_600],
  ["1.5", 1.5],
  ["2e3", 2000],
  ["1E", 1e18],
  ["1E2", 100],
  [".5Gi", 536_870_912],
  ["129e6", 129_000_000],
  ["500u", 0.0005],
  ["8Ki", 8192],
  ["", undefined],
  ["1 Gi", undefined],
  ["ten", undefined],
  ["5%", undefined],
])("takes %j for %s", (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});

it.each([
  ["as much as the component where that is free", 250, 104_857_600, "250m", "100Mi"],
  ["what is free where that is less", 249.9, 104_857_599, "249m", "104857599"],
  ["nothing where nothing is free", 0.5, 0, "", ""],
  ["each on its own", 0, 104_857_600, "", "100Mi"],
])("requests %s", (_, cpuMilli, memoryBytes, cpuRequest, memoryRequest) => {
  const requests = secondRequests({ cpuRequest: "250m", memoryRequest: "100Mi" }, { cpuMilli, memoryBytes });

  expect(requests).toEqual({ cpuRequest, memoryRequest });
});

it("requests nothing that the component does not", () => {
  const roomy = { cpuMilli: 8000, memoryBytes: 2 ** 40 };

  expect(secondRequests({ cpuRequest: "100m", memoryRequest: "" }, roomy).memoryRequest).toBe("");
  expect(secondRequests({ cpuRequest: "many", memoryRequest: "0" }, roomy)).toEqual({
    cpuRequest: "",
    memoryRequest: "",
  });
});

it.each([
  ["https://127.0.0.1:2379,https://192.0.2.10:2379", "https://127.0.0.1:12379,https://192.0.2.10:12379"],
  ["https://[2001:db8::10]:2379/a", "https://[2001:db8::10]:12379/a"],
  ["http://localhost", "http://localhost:12379"],
  ["https://127.0.0.1:2379, https://127.0.0.1:2389", "https://127.0.0.1:12379"],
  ["http://127.0.0.1:2381,http://0.0.0.0:2391", "http://0.0.0.0:12379"],
  ["https://[::]:2379,https://192.0.2.10:2389", "https://[::]:12379"],
  ["", ""],
])("moves %j to another port", (urls, moved) => {
  expect(moveUrls(urls, 12379)).toBe(moved);
});

it("moves every port that an etcd listens on, and nothing that it advertises", () => {
  const kept = ["--advertise-client-urls=https://192.0.2.10:2379", "--initial-cluster=a=https://192.0.2.10:2380"];
  const listens = (client: number, peer: number, metrics: number) => [
    `--listen-client-urls=https://192.0.2.10:${client}`,
    `--listen-peer-urls=https://192.0.2.10:${peer}`,
    `--listen-metrics-urls=http://127.0.0.1:${metrics}`,
  ];

  expect(command("etcd", [...kept, ...listens(2379, 2380, 2381)])).toEqual([...kept, ...listens(12379, 12380, 12381)]);
});

it("replaces a port wherever it is written, and adds it where it is not", () => {
  expect(command("kube-scheduler", ["--v=2"])).toEqual(["--v=2", "--secure-port=11259"]);
  expect(command("kube-controller-manager", ["--secure-port=1", "--v=2", "--secure_port=2"])).toEqual([
    "--secure-port=11257",
    "--v=2",
    "--secure-port=11257",
  ]);
});

it.each([
  ["/var/log/audit.log", "/var/log/audit-handoff.log"],
  ["/var/log.d/audit", "/var/log.d/audit-handoff"],
  ["/var/log/.audit", "/var/log/.audit-handoff"],
  ["-", "-"],
  ["", ""],
  ["/audit.log", "/audit.log"],
])("gives a second API server its own audit log beside %j, where it can", (path, moved) => {
  const flags = command(
    "kube-apiserver",
    [`--audit-log-path=${path}`, "--endpoint-reconciler-type=lease"],
    "/audit.log",
  );

  expect(flags).toEqual([`--audit-log-path=${moved}`, "--endpoint-reconciler-type=none", "--secure-port=6444"]);
});

it("reads new inputs where they are kept ready, and leaves the rest where it is", () => {
  const scheduler = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false)[3];
  const inputs = new Map([["/etc/kubernetes/scheduler.conf", "/etc/kubernetes/.scheduler.conf.tx0123456789ab"]]);
  const view = scheduler && secondPod(scheduler, exampleSecondPodContext({ inputs }));

  expect(view?.volumes[0]).toMatchObject({ path: inputs.get("/etc/kubernetes/scheduler.conf"), type: "FileOrCreate" });
  expect(view?.mounts[0]?.mountPath).toBe("/etc/kubernetes/scheduler.conf");
});

it("lets an API server go on for as long as it is told to after SIGTERM", () => {
  const extraArgs = [{ name: "shutdown-delay-duration", value: "4500ms" }];
  const cluster = exampleClusterSpec({ apiServer: { ...exampleClusterSpec().apiServer, extraArgs } });
  const server = desiredStaticPods(cluster, exampleNodeSpec(), false)[1];

  expect(server && secondPod(server, exampleSecondPodContext()).terminationGracePeriodSeconds).toBe(7);
});
