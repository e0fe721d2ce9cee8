import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { applyCertificate } from "../../../../src/apply/steps/certificate.ts";
import { applyKubeconfig } from "../../../../src/apply/steps/kubeconfig.ts";
import { parseKubeconfig } from "../../../../src/desired/kubeconfigs/parse-kubeconfig.ts";
import { authoritiesOf } from "../../../../src/desired/pki/authorities-of.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { certificateFacts } from "../../../../src/observed/certificates/certificate-facts.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { PkiHost } from "../../../support/pki-host.ts";

const CURRENT = absolute("/var/lib/kubelet/pki/kubelet-client-current.pem");
const CREATE = { kind: "create" } as const;

async function hostAfterRun(): Promise<PkiHost> {
  const host = new PkiHost();
  await host.run();
  return host;
}
function contextOf(host: PkiHost) {
  return { authorities: authoritiesOf(host.resources()), transactionId: "tx00000000abcd" };
}
function factsOf(host: PkiHost, id: string) {
  return certificateFacts(new X509Certificate(host.pem(id)));
}

describe("a first run", () => {
  test("writes every file with its mode, owned by root", async () => {
    const host = await hostAfterRun();
    const modes = Object.entries(host.files.snapshot()).flatMap(([path, entry]) =>
      entry.type === "file" ? [`${entry.mode.toString(8)} ${entry.owner} ${path}`] : [],
    );
    expect(modes).toMatchInlineSnapshot(`
      [
        "600 root:root /etc/kubernetes/admin.conf",
        "600 root:root /etc/kubernetes/controller-manager.conf",
        "600 root:root /etc/kubernetes/kubelet.conf",
        "644 root:root /etc/kubernetes/pki/apiserver-etcd-client.crt",
        "600 root:root /etc/kubernetes/pki/apiserver-etcd-client.key",
        "644 root:root /etc/kubernetes/pki/apiserver-kubelet-client.crt",
        "600 root:root /etc/kubernetes/pki/apiserver-kubelet-client.key",
        "644 root:root /etc/kubernetes/pki/apiserver.crt",
        "600 root:root /etc/kubernetes/pki/apiserver.key",
        "644 root:root /etc/kubernetes/pki/ca.crt",
        "600 root:root /etc/kubernetes/pki/ca.key",
        "644 root:root /etc/kubernetes/pki/etcd/ca.crt",
        "600 root:root /etc/kubernetes/pki/etcd/ca.key",
        "644 root:root /etc/kubernetes/pki/etcd/healthcheck-client.crt",
        "600 root:root /etc/kubernetes/pki/etcd/healthcheck-client.key",
        "644 root:root /etc/kubernetes/pki/etcd/peer.crt",
        "600 root:root /etc/kubernetes/pki/etcd/peer.key",
        "644 root:root /etc/kubernetes/pki/etcd/server.crt",
        "600 root:root /etc/kubernetes/pki/etcd/server.key",
        "644 root:root /etc/kubernetes/pki/front-proxy-ca.crt",
        "600 root:root /etc/kubernetes/pki/front-proxy-ca.key",
        "644 root:root /etc/kubernetes/pki/front-proxy-client.crt",
        "600 root:root /etc/kubernetes/pki/front-proxy-client.key",
        "600 root:root /etc/kubernetes/pki/sa.key",
        "600 root:root /etc/kubernetes/pki/sa.pub",
        "600 root:root /etc/kubernetes/scheduler.conf",
        "600 root:root /etc/kubernetes/super-admin.conf",
        "600 root:root /var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem",
      ]
    `);
  });
  test("gives every certificate a key and a serial number of its own", async () => {
    const host = await hostAfterRun();
    const certificates = host.resources().filter((resource) => resource.kind === "certificate");
    const parsed = certificates.map(({ id }) => new X509Certificate(host.pem(id)));
    expect(new Set(parsed.map(({ serialNumber }) => serialNumber)).size).toBe(10);
    expect(new Set(parsed.map(({ publicKey }) => publicKey.export({ format: "jwk" }).x)).size).toBe(10);
  });
  test("names the kubelet's certificate after the time, behind a link, certificate first", async () => {
    const host = await hostAfterRun();
    const target = "/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem";
    expect(await host.files.readLink(CURRENT)).toEqual({ kind: "present", value: target });
    const pem = host.files.text(target) ?? "";
    expect(pem.match(/-----BEGIN [A-Z ]+-----/gu)).toEqual([
      "-----BEGIN CERTIFICATE-----",
      "-----BEGIN EC PRIVATE KEY-----",
    ]);
  });
  test("changes nothing when repeated", async () => {
    const host = await hostAfterRun();
    const before = host.files.snapshot();
    await host.run();
    expect(host.files.snapshot()).toEqual(before);
  });
});

// Two authorities and all kinds of files; etcd's would add time and nothing new.
const EXTERNAL_ETCD = {
  kind: "external",
  endpoints: ["http://192.0.2.20:2379"],
  httpEndpoints: ["http://192.0.2.20:2379"],
  caFile: "",
  certFile: "",
  keyFile: "",
} as const;

function hostWithoutEtcd(): PkiHost {
  const host = new PkiHost();
  host.cluster = exampleClusterSpec({ etcd: EXTERNAL_ETCD });
  return host;
}

test("a run killed at any operation is finished by the next, and no key that was written is lost", async () => {
  const whole = hostWithoutEtcd();
  await whole.run();
  expect(whole.files.operations.length).toBeGreaterThan(30);
  for (let n = 1; n <= whole.files.operations.length; n += 1) {
    const host = hostWithoutEtcd();
    host.files.crashAt(n);
    await expect(host.run()).rejects.toThrow("Could not write");
    host.files.revive();
    const keys = host.files.files().filter((path) => path.endsWith(".key") && !path.includes("/."));
    const before = keys.map((path) => host.files.text(path));
    const decisions = await host.run();
    expect(
      Object.values(decisions).filter(({ kind }) => kind === "reject" || kind === "replace"),
      `at ${n}`,
    ).toEqual([]);
    expect(
      keys.map((path) => host.files.text(path)),
      `at ${n}`,
    ).toEqual(before);
    const settled = await Promise.all(host.resources().map((resource) => host.decide(resource)));
    expect(new Set(settled.map(({ kind }) => kind)), `at ${n}`).toEqual(new Set(["keep"]));
  }
});

describe("a certificate that lacks names", () => {
  test("keeps its key and its old names", async () => {
    const host = await hostAfterRun();
    const before = { key: host.files.text("/etc/kubernetes/pki/apiserver.key"), facts: factsOf(host, "apiserver") };
    host.node = exampleNodeSpec({ name: "cp2", advertiseAddress: "192.0.2.11" });
    const decisions = await host.run();
    expect(decisions["apiserver"]?.kind).toBe("replace");
    expect(host.files.text("/etc/kubernetes/pki/apiserver.key")).toBe(before.key);
    const { dnsNames, ipAddresses } = factsOf(host, "apiserver");
    expect(dnsNames).toEqual([...before.facts.dnsNames, "cp2"].toSorted());
    expect(ipAddresses).toEqual(["10.96.0.1", "192.0.2.11", "192.0.2.10"]);
    expect(await host.decide(host.certificate("apiserver"))).toEqual({ kind: "keep" });
  });
});

describe("creating", () => {
  test("does not overwrite what has appeared in the meantime", async () => {
    const host = await hostAfterRun();
    const resource = host.certificate("apiserver");
    host.files.put(resource.certPath, host.pem("etcd-server"));
    await expect(applyCertificate(resource, CREATE, contextOf(host), host)).rejects.toMatchObject({
      code: "PkiFileAppeared",
    });
    expect(host.pem("apiserver")).toBe(host.pem("etcd-server"));
  });
  test("again after it was done changes nothing", async () => {
    const host = await hostAfterRun();
    const before = host.files.snapshot();
    await applyCertificate(host.certificate("apiserver"), CREATE, contextOf(host), host);
    await applyKubeconfig(host.kubeconfig("admin"), CREATE, contextOf(host), host);
    expect(host.files.snapshot()).toEqual(before);
  });
  test("takes an unreadable key for no absent one", async () => {
    const host = await hostAfterRun();
    const resource = host.certificate("apiserver");
    await host.files.remove(resource.certPath);
    host.files.makeUnreadable(resource.keyPath, "EIO");
    const before = host.files.snapshot();
    await expect(applyCertificate(resource, CREATE, contextOf(host), host)).rejects.toMatchObject({
      code: "PkiFileUnreadable",
    });
    expect(host.files.snapshot()).toEqual(before);
  });
  test("without the authority's key says which file is missing", async () => {
    const host = await hostAfterRun();
    const resource = host.certificate("apiserver");
    await host.files.remove(resource.certPath);
    await host.files.remove(host.certificate("ca").keyPath);
    await expect(applyCertificate(resource, CREATE, contextOf(host), host)).rejects.toMatchObject({
      code: "IssuerKeyAbsent",
      message: expect.stringContaining("/etc/kubernetes/pki/ca.key"),
    });
  });
});

describe("a kubeconfig", () => {
  test("for another server keeps its user", async () => {
    const host = await hostAfterRun();
    const before = parseKubeconfig(host.files.text("/etc/kubernetes/admin.conf") ?? "");
    host.cluster = exampleClusterSpec({ controlPlaneEndpoint: { host: "cp.example.com", port: 6443 } });
    await host.run();
    const after = parseKubeconfig(host.files.text("/etc/kubernetes/admin.conf") ?? "");
    expect(after?.cluster.server).toBe("https://cp.example.com:6443");
    expect(after?.user).toEqual(before?.user);
    expect(await host.decide(host.kubeconfig("admin"))).toEqual({ kind: "keep" });
  });
  test("of the kubelet gets a new credential for a new Node name, and the old file stays", async () => {
    const host = await hostAfterRun();
    host.node = exampleNodeSpec({ name: "cp2" });
    host.clock.advance(61_000);
    await host.run();
    expect(await host.files.readLink(CURRENT)).toEqual({
      kind: "present",
      value: "/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-01-01.pem",
    });
    expect(host.files.text("/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem")).toBeDefined();
    expect(await host.decide(host.kubeconfig("kubelet"))).toEqual({ kind: "keep" });
  });
});
