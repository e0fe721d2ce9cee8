import { expect, test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { expectHealthy } from "./support/healthy.ts";
import { expectStatus, init, steadyplane, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

/** What is on the host: files (without logs and the runtime's own), mounts, processes, interfaces, sandboxes. */
async function state(host: TestHost): Promise<readonly string[]> {
  const parts = [
    "find /etc /root /usr/local /opt /var/lib /run -xdev \\( -path /var/lib/containerd -o -path /run/containerd -o -path /run/steadyplane \\) -prune -o -printf 'file %p %m\\n'",
    "awk '{ print \"mount\", $5 }' /proc/self/mountinfo",
    "ps -e -o comm= | grep -vE '^(ps|sh|sed|sort)$' | sed 's/^/process /'",
    "ip -o link | awk '{ print \"interface\", $2 }'",
    "ctr -n k8s.io containers ls -q | sed 's/^/container /'",
  ];
  return (await host.sh(`{ ${parts.join("; ")}; } | sort -u`)).trim().split("\n");
}

test("reset takes away what init made, leaves what it did not, and init works again", async () => {
  await withHost(async (host) => {
    writeConfiguration(host);
    await host.sh("mkdir -p /etc/kubernetes; echo mine >/etc/kubernetes/mine.txt");
    const before = await state(host);
    const first = await init(host);
    expectStatus(first, 0);
    expect((await state(host)).length).toBeGreaterThan(before.length + 40);

    const reset = await steadyplane(host, ["reset", "--yes"]);
    expectStatus(reset, 0);
    const after = await state(host);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
    const said = reset.stdout + reset.stderr;
    // What stays must be named: accounts in use by nobody, the Pod network's bridge.
    const left = after.filter(
      (line) => !before.includes(line) && !said.includes(line.split(" ")[1]?.replace(/:$/u, "") ?? ""),
    );
    expect(left).toEqual([]);

    const again = await init(host);
    expectStatus(again, 0);
    await expectHealthy(host);
  });
});

test("reset asks first, and without an answer changes nothing", async () => {
  await withHost(async (host) => {
    writeConfiguration(host);
    await host.sh("mkdir -p /etc/kubernetes/pki; echo mine >/etc/kubernetes/pki/ca.key");
    const before = await state(host);
    const reset = await steadyplane(host, ["reset"]);
    expect(reset.status).not.toBe(0);
    expect(reset.stderr).toContain("--yes");
    expect(await state(host)).toEqual(before);
  });
});
