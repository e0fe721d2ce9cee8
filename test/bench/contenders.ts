import { writeFileSync } from "node:fs";
import { keepRunning } from "../lab/containerd.ts";
import { createNode, type NodeParts } from "../lab/node.ts";
import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { HEALTHY_PROBE } from "./healthy-probe.ts";

/** A way to a healthy control plane. */
export interface Contender {
  readonly name: string;
  /** Everything that is not measured. */
  prepare(host: TestHost): Promise<void>;
  /** From the command's start to its end, in milliseconds. */
  measure(host: TestHost): Promise<number>;
}

const CONFIGURATION = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: ${KUBERNETES_VERSION}
imageRepository: ${IMAGE_REPOSITORY}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
`;

const KUBELET = [
  "kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf",
  "--config=/var/lib/kubelet/config.yaml $KUBELET_KUBEADM_ARGS",
].join(" ");
const FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
const IGNORED = "SystemVerification,Service-Kubelet,FileExisting-crictl,Swap";

const steadyplane: Contender = {
  name: "steadyplane init",
  prepare: async () => undefined,
  measure: async (host) => timed(host, "steadyplane", ["init", "--config", "/root/cluster.yaml", "--yes"]),
};

const kubeadm: Contender = {
  name: "kubeadm init --skip-phases addon",
  // The kubelet waits for its configuration in a loop, as under systemd.
  prepare: async (host) => keepRunning(host, "kubelet", `[ -e ${FLAGS} ] && . ${FLAGS} && ${KUBELET}`),
  measure: async (host) => {
    const options = ["--config", "/root/cluster.yaml", "--skip-phases", "addon", "--ignore-preflight-errors", IGNORED];
    return timed(host, "kubeadm", ["init", ...options]);
  },
};

const floor: Contender = {
  name: "floor: files in place, kubelet started",
  prepare: async (host) => {
    await host.must("steadyplane", ["render", "--config", "/root/cluster.yaml", "--out", "/root/tree"]);
    await host.sh("cp -a /root/tree/. /");
    writeFileSync(host.path("/root/probe.mjs"), HEALTHY_PROBE);
  },
  measure: async (host) => {
    const probe = host.start(process.execPath, ["/root/probe.mjs"], { timeoutMs: 120_000 });
    await host.sh("while [ ! -e /run/probing ]; do sleep 0.01; done");
    const startedAt = Number(await host.sh("date +%s%3N"));
    await keepRunning(host, "kubelet", `[ -e ${FLAGS} ] && . ${FLAGS}; ${KUBELET}`);
    const { stdout, stderr } = await probe.outcome;
    const healthyAt = Number(stdout);
    if (!(healthyAt > startedAt)) {
      throw new Error(`the floor never became healthy: ${stdout}${stderr}`);
    }
    return healthyAt - startedAt;
  },
};

export const CONTENDERS: readonly Contender[] = [steadyplane, kubeadm, floor];

/** A node with a runtime that runs and the configuration all contenders use. */
export async function openBenchHost(parts: NodeParts): Promise<TestHost> {
  const host = await createNode(parts);
  writeFileSync(host.path("/root/cluster.yaml"), CONFIGURATION, { mode: 0o600 });
  await host.must("steadyplane", ["service", "start", "containerd"]);
  return host;
}

async function timed(host: TestHost, file: string, args: readonly string[]): Promise<number> {
  const outcome = await host.run(file, args, { timeoutMs: 300_000 });
  if (outcome.status !== 0) {
    throw new Error(`${file} ${args.join(" ")}: ${outcome.status}\n${outcome.stdout}${outcome.stderr}`);
  }
  return outcome.tookMs;
}
