import { expect, test } from "vitest";
import { startKubeProxy } from "../lab/kube-proxy.ts";
import { kubeProxyProgram } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { eventually, expectStatus, init, writeConfiguration } from "./support/steadyplane.ts";
import { expectUnnoticed, underLoad } from "./support/under-load.ts";
import { withHost } from "./support/with-host.ts";

test("clients on the node and in a Pod see nothing while nothing happens, and see an API server that dies", async () => {
  const kubeProxy = await kubeProxyProgram(() => undefined);
  await withHost(async (host) => {
    writeConfiguration(host, { cluster: "networking: { podSubnet: 10.244.0.0/16 }" });
    expectStatus(await init(host), 0);
    await startKubeProxy(host, kubeProxy, "nftables");

    const calm = await underLoad(host, async () => sleep(10), { fromPod: true });
    expectUnnoticed(calm);
    expect(Math.min(calm.node.requests, calm.pod?.requests ?? 0)).toBeGreaterThan(100);
    expect(calm.leases.leases["kube-scheduler"].changes).toEqual([]);

    const killed = await underLoad(
      host,
      async () => {
        await host.sh("pkill -KILL -x kube-apiserver");
        await sleep(3);
        await eventually("the API server is back", 60_000, async () => isReady(host));
      },
      { fromPod: true },
    );
    expect(killed.node.failed).toBeGreaterThan(0);
    expect(killed.pod?.failed).toBeGreaterThan(0);
    expect(killed.node.longestSilenceMs).toBeGreaterThan(500);
  });
});

async function isReady(host: TestHost): Promise<boolean> {
  const readyz = ["--kubeconfig=/etc/kubernetes/admin.conf", "--request-timeout=2s", "get", "--raw=/readyz"];
  return (await host.run("kubectl", readyz)).stdout === "ok";
}

async function sleep(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
