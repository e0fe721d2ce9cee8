import { expect, test } from "vitest";
import { CONFIG_PATH, expectStatus, init, steadyplaneMust, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

// The keys differ, and with them the fingerprints of what is mounted.
const WITHOUT_FINGERPRINTS = String.raw`sed -E 's/(fingerprint[^:]*: ).*/\1…/'`;
const OWN = "find . -path ./var/lib/etcd/member -prune -o";

test.each(["secure", "kubeadm"])("profile %s: what render writes is what init makes", async (profile) => {
  await withHost(async (host) => {
    writeConfiguration(host, {
      documents: [`apiVersion: steadyplane.dev/v1alpha1\nkind: SteadyplaneConfiguration\nprofile: ${profile}`],
    });
    await steadyplaneMust(host, ["render", "--config", CONFIG_PATH, "--out", "/root/tree"]);
    const outcome = await init(host);
    expectStatus(outcome, 0);

    const manifests = `for f in etc/kubernetes/manifests/*.yaml; do echo "== $f"; ${WITHOUT_FINGERPRINTS} $f; done`;
    expect(await host.sh(manifests, { cwd: "/root/tree" })).toBe(await host.sh(manifests, { cwd: "/" }));
    const kubelet = "cat var/lib/kubelet/config.yaml var/lib/kubelet/kubeadm-flags.env";
    expect(await host.sh(kubelet, { cwd: "/root/tree" })).toBe(await host.sh(kubelet, { cwd: "/" }));

    const listing = `${OWN} -path './etc/kubernetes*' -printf '%p %m %U:%G\\n' | sort`;
    const rendered = await host.sh(listing, { cwd: "/root/tree" });
    expect(rendered.split("\n").length).toBeGreaterThan(30);
    expect(await host.sh(`find ./etc/kubernetes -printf '%p %m %U:%G\\n' | sort`, { cwd: "/" })).toBe(rendered);
  });
});

test("render needs no root and no kubelet, and touches nothing else", async () => {
  await withHost(
    async (host) => {
      writeConfiguration(host);
      await host.sh(`mv ${CONFIG_PATH} /tmp/cluster.yaml; chown nobody /tmp/cluster.yaml`);
      const files = "find /etc /var/lib /run -xdev -path '*/containerd' -prune -o -newer /tmp/before -print | sort";
      await host.sh("touch /tmp/before; sleep 0.01");
      const render = "steadyplane render --config /tmp/cluster.yaml --out /tmp/tree";
      await host.sh(`su -s /bin/sh nobody -c '${render}'`);
      expect(await host.sh("stat -c %U /tmp/tree; ls /tmp/tree")).toMatch(/^nobody\netc\n/u);
      expect(await host.sh(files)).toBe("");
    },
    { state: "node" },
  );
});
