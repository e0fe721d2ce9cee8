import { existsSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { POD_FIELDS } from "../../src/config/static-pod/pod-fields.ts";
import { BUSYBOX_IMAGE, PAUSE_IMAGE } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectHealthy } from "./support/healthy.ts";
import { eventually, expectStatus, kubectl, steadyplane, steadyplaneMust } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";

const podOf = (name: string, image: string, more = ""): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: kube-system }
spec:
  terminationGracePeriodSeconds: 1
  hostNetwork: true
  containers:
  - name: main
    image: ${image}
    imagePullPolicy: Never
${more}`;

function write(host: TestHost, name: string, text: string): string {
  writeFileSync(host.path(`/root/${name}`), text);
  return `/root/${name}`;
}
const isThere = (host: TestHost, name: string) => existsSync(host.path(`${MANIFESTS}/${name}`));

async function json<T>(host: TestHost, ...args: readonly string[]): Promise<T> {
  const { stdout } = await steadyplaneMust(host, ["static-pods", ...args, "-o", "json"]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
}

interface Shown {
  readonly uid: string;
  readonly configHash: string;
  readonly containers: readonly { readonly state: string }[];
  readonly mirrorPod: { readonly phase?: string; readonly configHash?: string; readonly reason?: string };
}
interface Listed {
  readonly files: readonly { readonly path: string; readonly verdict: string }[];
}

test("the table of fields is the API server's", async () => {
  interface Property {
    readonly $ref?: string;
    readonly type?: string;
    readonly format?: string;
    readonly items?: Property;
    readonly additionalProperties?: Property;
  }
  interface OpenApi {
    readonly definitions: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Property>> }>>;
  }
  const host = controlPlane();
  await expectHealthy(host);
  const { definitions } = JSON.parse(await kubectl(host, "get", "--raw", "/openapi/v2")) as OpenApi;
  const last = (reference: string): string => reference.split(".").at(-1) ?? "";
  const core = new Map(
    Object.entries(definitions)
      .filter(([name]) => /^io\.k8s\.(?:api\.core\.v1|apimachinery\.pkg\.apis\.meta\.v1)\./u.test(name))
      .map(([name, { properties }]) => [last(name), properties ?? {}]),
  );
  const scalar: Readonly<Record<string, string>> = { IntOrString: "intOrString", Quantity: "quantity", Time: "time" };
  const typeOf = ({ $ref, type, format, items, additionalProperties }: Property): string => {
    const name = last($ref ?? "");
    return $ref !== undefined
      ? (scalar[name] ?? name)
      : items !== undefined
        ? `${typeOf(items)}[]`
        : additionalProperties !== undefined
          ? `${typeOf(additionalProperties)}{}`
          : type === "integer"
            ? (format ?? "")
            : (type ?? "");
  };
  const unread = ["Pod.status", "ObjectMeta.managedFields"];
  for (const [name, fields] of Object.entries(POD_FIELDS)) {
    const live = Object.entries(core.get(name) ?? {}).map(([field, property]) =>
      unread.includes(`${name}.${field}`) ? `${field}:any` : `${field}:${typeOf(property)}`,
    );
    expect({ name, fields: fields.split(" ").toSorted() }).toEqual({ name, fields: live.toSorted() });
  }
});

test("a Pod is added until it is ready, shown as the kubelet has it, and removed until it is gone", async () => {
  const host = controlPlane();
  const file = write(host, "pause.yaml", podOf("pause", PAUSE_IMAGE));
  expectStatus(await steadyplane(host, ["static-pods", "lint", file]), 0);
  const added = await steadyplaneMust(host, ["static-pods", "add", file]);
  expect(added.stdout).toContain(`pause-${host.hostname} is ready`);
  expect(await host.sh(`stat -c '%a %U:%G' ${MANIFESTS}/pause.yaml`)).toMatch(/^600 root:root/u);

  const live = ["get", "pod", "-n", "kube-system", `pause-${host.hostname}`, "-o"];
  const hash = await kubectl(host, ...live, "jsonpath={.metadata.annotations.kubernetes\\.io/config\\.hash}");
  const shown = await json<Shown>(host, "show", "pause");
  expect(shown).toMatchObject({ uid: hash, configHash: hash, containers: [{ state: "running" }] });
  expect(shown.mirrorPod).toMatchObject({ phase: "Running", configHash: hash, isReady: true });
  const { files } = await json<Listed>(host, "list");
  expect(files.find(({ path }) => path.endsWith("/pause.yaml"))?.verdict).toBe("run");
  expect(files.filter(({ verdict }) => verdict === "run")).toHaveLength(5);

  // It belongs to somebody else: neither a reason to change anything, nor in the way of a change.
  expect(expectStatus(await steadyplane(host, ["plan"]), 0).stdout).toContain("No changes");
  expectStatus(await steadyplane(host, ["apply", "--yes"]), 0);
  expect(isThere(host, "pause.yaml")).toBe(true);

  const again = await steadyplaneMust(host, ["static-pods", "add", file]);
  expect(again.stdout).toContain("was there already");
  const removed = await steadyplaneMust(host, ["static-pods", "remove", "pause"]);
  expect(removed.stdout).toContain(`pause-${host.hostname} is gone`);
  expect(isThere(host, "pause.yaml")).toBe(false);
  expect(await host.sh("pgrep -x pause -a || true")).not.toContain("pause-");
});

test("what the kubelet would reject is refused, with every reason, and the kubelet does reject it", async () => {
  const host = controlPlane();
  const text = podOf(
    "bad",
    PAUSE_IMAGE,
    "    args: [yes]\n  serviceAccountName: bad\n  volumes: [{ name: a, secret: {} }]\n",
  );
  const file = write(host, "bad.yaml", text);
  const refused = expectStatus(await steadyplane(host, ["static-pods", "add", file]), 2);
  expect(refused.stderr).toContain("StaticPodRejected");
  for (const place of ["bad.yaml:11:12", "bad.yaml:12:23", "bad.yaml:13:32"]) {
    expect(refused.stderr).toContain(place);
  }
  expect(isThere(host, "bad.yaml")).toBe(false);

  const linted = write(host, "linted.yaml", podOf("linted", PAUSE_IMAGE, "  serviceAccountName: bad\n"));
  expectStatus(await steadyplane(host, ["static-pods", "lint", linted]), 1);
  await host.sh(`cp ${linted} ${MANIFESTS}/.x && mv ${MANIFESTS}/.x ${MANIFESTS}/linted.yaml`);
  await eventually("the kubelet says that it rejects it", 60_000, async () =>
    (await host.sh("steadyplane service logs kubelet -n 200")).includes(
      "static pods may not reference serviceaccounts",
    ),
  );
  expect((await json<Listed>(host, "list")).files.find(({ path }) => path.endsWith("linted.yaml"))?.verdict).toBe(
    "rejected",
  );
  expectStatus(await steadyplane(host, ["static-pods", "lint"]), 1);
  await steadyplaneMust(host, ["static-pods", "remove", "linted.yaml"]);
  expectStatus(await steadyplane(host, ["static-pods", "lint"]), 0);
});

test("a Pod that does not get ready is named with its reason and taken away again", async () => {
  const host = controlPlane();
  const command = '    command: [sh, -c, "echo no configuration; exit 3"]\n';
  const file = write(host, "crash.yaml", podOf("crash", BUSYBOX_IMAGE, command));
  const failed = expectStatus(await steadyplane(host, ["static-pods", "add", file, "--timeout", "25s"]), 1);
  expect(failed.stderr).toContain("StaticPodNotReady");
  expect(failed.stderr).toContain("no configuration");
  expect(failed.stderr).toContain("taken away again");
  expect(isThere(host, "crash.yaml")).toBe(false);
  await eventually(
    "nothing of it runs",
    60_000,
    async () => (await json<{ withoutFile: readonly object[] }>(host, "list")).withoutFile.length === 0,
  );
});

test("the control plane's own Pods and others' files are left alone", async () => {
  const host = controlPlane();
  expect(expectStatus(await steadyplane(host, ["static-pods", "remove", "etcd"]), 3).stderr).toContain(
    "StaticPodOfControlPlane",
  );
  const file = write(host, "kube-scheduler.yaml", podOf("mine", PAUSE_IMAGE));
  expectStatus(await steadyplane(host, ["static-pods", "add", file]), 3);
  expectStatus(await steadyplane(host, ["static-pods", "show", "no-such-pod"]), 2);
  await expectHealthy(host);
});

test("without the API, Pods are listed, added, shown and removed all the same", async () => {
  const host = controlPlane();
  const [from, to] = [`${MANIFESTS}/kube-apiserver.yaml`, "/root/kube-apiserver.yaml"];
  await host.sh(`mv ${from} ${to}`);
  try {
    await eventually(
      "the API server is gone",
      60_000,
      async () => (await host.sh("pgrep kube-apiserver || true")) === "",
    );
    expectStatus(await steadyplane(host, ["static-pods", "list"]), 0);
    const file = write(host, "lonely.yaml", podOf("lonely", PAUSE_IMAGE));
    const added = await steadyplaneMust(host, ["static-pods", "add", file]);
    expect(added.stdout).toContain("whether it is ready only the API would tell");
    const shown = await json<Shown>(host, "show", "lonely");
    expect(shown.containers).toMatchObject([{ state: "running" }]);
    expect(shown.configHash).toMatch(/^[0-9a-f]{32}$/u);
    expect(shown.mirrorPod.reason).toMatch(/refused|not ready/u);
    await steadyplaneMust(host, ["static-pods", "remove", "lonely"]);
    expect(isThere(host, "lonely.yaml")).toBe(false);
  } finally {
    await host.sh(`cp -p ${to} ${MANIFESTS}/.x; mv ${MANIFESTS}/.x ${from}`);
  }
  await eventually("all is well again", 120_000, async () => (await steadyplane(host, ["status"])).status === 0);
});
