import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BUSYBOX_IMAGE } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { COMPONENTS, expectHealthy } from "./support/healthy.ts";
import { eventually, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";
const LIMIT_MS = 10_000;

interface Explained {
  readonly isReady: boolean;
  readonly chain: readonly { readonly name: string; readonly state: string; readonly at?: string }[];
  readonly cause?: { readonly isCertain: boolean; readonly code?: string };
}

/** What is said of a Pod, within the limit. */
async function explain(host: TestHost, name: string): Promise<Explained> {
  const outcome = expectStatus(await steadyplane(host, ["explain", name, "-o", "json"]), 0, 1);
  expect(outcome.tookMs).toBeLessThan(LIMIT_MS);
  const explained = JSON.parse(outcome.stdout) as Explained;
  expect(outcome.status).toBe(explained.isReady ? 0 : 1);
  return explained;
}

const stateOf = ({ chain }: Explained, link: string) => chain.find(({ name }) => name === link)?.state;

/** Breaks something, looks, and waits until all is well again. */
async function whileBroken(host: TestHost, provoke: string, repair: string, look: () => Promise<void>): Promise<void> {
  await host.sh(provoke);
  try {
    await look();
  } finally {
    await host.sh(repair);
  }
  await eventually("all is well again", 90_000, async () => (await steadyplane(host, ["status"])).status === 0);
}

test("of a healthy node, every link of every component is done", async () => {
  const host = controlPlane();
  await expectHealthy(host);
  for (const component of COMPONENTS) {
    await eventually(`${component} is ready`, 30_000, async () => (await explain(host, component)).isReady);
    const { chain } = await explain(host, `${component}-${host.hostname}`);
    expect(new Set(chain.map(({ state }) => state))).toEqual(new Set(["done"]));
    expect(chain.find(({ name }) => name === "manifest")?.at).toBeDefined();
  }
});

test("status shows revision, etcd and versions", async () => {
  const host = controlPlane();
  const { stdout, tookMs } = expectStatus(await steadyplane(host, ["status", "-o", "json"]), 0);
  const status = JSON.parse(stdout);
  expect(status.components[0].manifestOrigin).toEqual({ kind: "committed", revision: 1 });
  expect(status.etcd).toMatchObject({ kind: "answers", isLeader: true, alarms: [], members: [{ isLearner: false }] });
  expect(status.expiringCertificates).toEqual([]);
  expect(status.kubelet.version).toMatch(/^v1\./u);
  expect(expectStatus(await steadyplane(host, ["status", "-o", "yaml"]), 0).stdout).toContain("isHealthy: true");
  // How long it takes on a quiet machine is the benchmark's to say.
  expect(tookMs).toBeLessThan(LIMIT_MS);
});

test("status goes on until it is interrupted", async () => {
  const host = controlPlane();
  const watching = host.start("sh", ["-c", "exec steadyplane status --watch >/root/watched"]);
  const blocks = () => {
    const path = host.path("/root/watched");
    return existsSync(path) ? readFileSync(path, "utf8").split("COMPONENT").length - 1 : 0;
  };
  await eventually("it was shown twice", 20_000, async () => blocks() > 1);
  watching.kill("SIGINT");
  expect((await watching.outcome).status).toBe(130);
});

test("an unknown flag is named, and the log says so", async () => {
  const host = controlPlane();
  const provoke = `cp -p ${MANIFESTS}/kube-scheduler.yaml /root/; sed -i 's/^\\( *\\)- "kube-scheduler"$/&\\n\\1- --no-such-flag/' /root/kube-scheduler.yaml
    cp -p ${MANIFESTS}/kube-scheduler.yaml /root/whole.yaml; cp -p /root/kube-scheduler.yaml ${MANIFESTS}/.x; mv ${MANIFESTS}/.x ${MANIFESTS}/kube-scheduler.yaml`;
  const repair = `cp -p /root/whole.yaml ${MANIFESTS}/.x; mv ${MANIFESTS}/.x ${MANIFESTS}/kube-scheduler.yaml`;
  await whileBroken(host, provoke, repair, async () => {
    await eventually("the flag is named", 60_000, async () => {
      return (await explain(host, "kube-scheduler")).cause?.code === "UnknownFlag";
    });
    const explained = await explain(host, "kube-scheduler");
    expect(stateOf(explained, "container")).toBe("failing");
    expect(stateOf(explained, "process")).toBe("not reached");
    // Every few seconds the kubelet starts it again, and for a moment it does run.
    await eventually("the log says that it does not run", 60_000, async () => {
      const logs = expectStatus(await steadyplane(host, ["logs", "kube-scheduler"]), 0);
      return logs.stdout.includes("unknown flag: --no-such-flag") && logs.stderr.includes("does not run");
    });
    expect((await explain(host, "etcd")).isReady).toBe(true);
  });
});

test("without an API server, what runs is told from what does not", async () => {
  const host = controlPlane();
  const [from, to] = [`${MANIFESTS}/kube-apiserver.yaml`, "/root/kube-apiserver.yaml"];
  await whileBroken(host, `mv ${from} ${to}`, `cp -p ${to} ${MANIFESTS}/.x; mv ${MANIFESTS}/.x ${from}`, async () => {
    await eventually(
      "the API server is gone",
      60_000,
      async () => (await host.sh("pgrep kube-apiserver || true")) === "",
    );
    expect((await explain(host, "kube-apiserver")).cause).toMatchObject({ isCertain: true, code: "ManifestMissing" });
    const etcd = await explain(host, "etcd");
    expect(etcd.isReady).toBe(true);
    expect(stateOf(etcd, "mirror Pod")).toBe("could not tell");
    expect(
      expectStatus(await steadyplane(host, ["logs", "etcd", "--tail", "3"]), 0)
        .stdout.trim()
        .split("\n"),
    ).toHaveLength(3);
    // The kubelet may have removed it with its Pod; then that is said.
    const gone = expectStatus(await steadyplane(host, ["logs", "kube-apiserver", "--tail", "3"]), 0, 1);
    expect(gone.stderr).toMatch(/does not run|There is no log/u);
  });
});

test("without a kubelet, that is the cause, and what runs is still seen", async () => {
  const host = controlPlane();
  await whileBroken(host, "steadyplane service stop kubelet", "steadyplane service start kubelet", async () => {
    const explained = await explain(host, "etcd");
    expect(explained.cause).toMatchObject({ isCertain: true, code: "KubeletStopped" });
    expect(stateOf(explained, "health")).toBe("done");
  });
});

test("a runtime that hangs is waited for no longer than 10 s, and no cause is claimed that was not seen", async () => {
  const host = controlPlane();
  await whileBroken(host, "pkill -STOP -x containerd", "pkill -CONT -x containerd", async () => {
    const explained = await explain(host, "etcd");
    expect(stateOf(explained, "container")).toBe("could not tell");
    expect(stateOf(explained, "process")).toBe("done");
    expect(explained.cause).toMatchObject({ isCertain: true, code: "RuntimeFrozen" });
    const logs = expectStatus(await steadyplane(host, ["logs", "etcd", "--tail", "3"]), 0);
    expect(logs.tookMs).toBeLessThan(LIMIT_MS);
    expect(logs.stderr).toContain("runtime does not answer");
    expect((await steadyplane(host, ["status"])).tookMs).toBeLessThan(LIMIT_MS);
  });
});

test("logs follow a container over its restart, until they are interrupted", async () => {
  const host = controlPlane();
  const script = "exec steadyplane logs kube-scheduler -f --tail 1 >/root/followed 2>/root/followed.said";
  const following = host.start("sh", ["-c", script]);
  const read = (name: string) => {
    const path = host.path(`/root/${name}`);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  await eventually("the last line is there", 10_000, async () => read("followed") !== "");
  await host.sh("pkill -x kube-scheduler");
  await eventually("the next instance is followed", 60_000, async () =>
    read("followed.said").includes("started again"),
  );
  await eventually("its lines are there", 60_000, async () =>
    read("followed").includes("Starting Kubernetes Scheduler"),
  );
  following.kill("SIGINT");
  expect((await following.outcome).status).toBe(130);
  const previous = expectStatus(await steadyplane(host, ["logs", "kube-scheduler", "--previous", "-o", "json"]), 0);
  expect(JSON.parse(previous.stdout.split("\n")[0] ?? "")).toMatchObject({ kind: "line", attempt: expect.any(Number) });
  await eventually("all is well again", 90_000, async () => (await steadyplane(host, ["status"])).status === 0);
});

test("any other static Pod is explained, too", async () => {
  const host = controlPlane();
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: clock, namespace: kube-system }
spec: { hostNetwork: true, containers: [{ name: clock, image: "${BUSYBOX_IMAGE}", command: [sh, -c, "while true; do date; sleep 1; done"] }] }`;
  const provoke = `cat >${MANIFESTS}/.x <<'END'\n${pod}\nEND\nmv ${MANIFESTS}/.x ${MANIFESTS}/clock.yaml`;
  await whileBroken(host, provoke, `rm ${MANIFESTS}/clock.yaml`, async () => {
    await eventually("it is ready", 60_000, async () => (await explain(host, "clock")).isReady);
    expect(expectStatus(await steadyplane(host, ["logs", "clock"]), 0).stdout).toMatch(/\d\d:\d\d:\d\d/u);
  });
  expectStatus(await steadyplane(host, ["explain", "no-such-pod"]), 2);
});
