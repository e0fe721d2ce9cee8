import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { keepRunning } from "./containerd.ts";
import type { TestHost } from "./test-host.ts";

export type ProxyMode = "nftables" | "iptables";

const CONFIGURATION = "/etc/kube-proxy.yaml";
const THROUGH_CLUSTER_IP = [
  "--kubeconfig=/etc/kubernetes/admin.conf",
  "--server=https://10.96.0.1",
  "--request-timeout=2s",
  ...["get", "--raw=/readyz"],
];
const ANSWER_ATTEMPTS = 150;

/** Runs kube-proxy on a host that is a control plane, and resolves when the ClusterIP of `kubernetes` answers. */
export async function startKubeProxy(host: TestHost, program: string, mode: ProxyMode): Promise<void> {
  writeFileSync(host.path(CONFIGURATION), JSON.stringify(configuration(mode, host.hostname)));
  await keepRunning(host, "kube-proxy", `${program} --config ${CONFIGURATION}`);
  for (let attempt = 0; attempt < ANSWER_ATTEMPTS; attempt++) {
    const { stdout } = await host.run("kubectl", THROUGH_CLUSTER_IP);
    if (stdout === "ok") {
      return;
    }
    await sleep(200);
  }
  throw new Error(`kube-proxy does not work:\n${await host.sh("tail -n 20 /var/log/lab/kube-proxy.log")}`);
}

function configuration(mode: ProxyMode, hostname: string): object {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode,
    hostnameOverride: hostname,
    clusterCIDR: "10.244.0.0/16",
    clientConnection: { kubeconfig: "/etc/kubernetes/admin.conf" },
    // Settings of the whole machine.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
  };
}
