import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { PAUSE_IMAGE } from "../lab/node-source.ts";
import { expectHealthy } from "./support/healthy.ts";
import { expectStatus, steadyplane } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

test("up takes a host with nothing on it to a control plane that runs Pods, and again changes nothing", async () => {
  await withHost(
    async (host) => {
      const main = join(inject("nodeParts").product, "dist/main.mjs");
      expectStatus(await host.run(process.execPath, [main, "up", "--yes"], { timeoutMs: 280_000 }), 0);
      await expectHealthy(host);
      expect(await host.sh("kubectl get nodes -o jsonpath='{.items[*].spec.taints}'")).not.toContain("control-plane");
      await host.sh("kubectl wait --for=create serviceaccount/default --timeout=30s");
      await host.sh(
        `kubectl run probe --image=${PAUSE_IMAGE}; kubectl wait --for=condition=Ready pod/probe --timeout=60s`,
      );
      expectStatus(await steadyplane(host, ["status"]), 0);

      const running = "ctr -n k8s.io tasks ls -q | sort; pgrep -x kubelet; pgrep -x containerd";
      const before = await host.sh(running);
      expectStatus(await steadyplane(host, ["up", "--yes"]), 0);
      expect(await host.sh(running)).toBe(before);
    },
    { state: "bare", hostname: "bare-1" },
  );
});
