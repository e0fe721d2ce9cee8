import { beforeEach, describe, expect, test } from "vitest";
import type { Decision } from "../../../../src/domain/decision.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { PkiHost } from "../../../support/pki-host.ts";

const DAY_MS = 86_400_000;

/** The one finding of a decision to reject. */
function finding(decision: Decision) {
  if (decision.kind !== "reject") {
    throw new Error(`expected reject, got ${JSON.stringify(decision)}`);
  }
  expect(decision.findings).toHaveLength(1);
  const [only] = decision.findings;
  if (only === undefined) {
    throw new Error("a rejection without a finding");
  }
  return only;
}

let host: PkiHost;
beforeEach(async () => {
  host = new PkiHost();
  await host.run();
});
const decideCertificate = (id: string) => host.decide(host.certificate(id));
const decideKubeconfig = (id: string) => host.decide(host.kubeconfig(id));

test("what was made is kept", async () => {
  const decisions = await Promise.all(host.resources().map((resource) => host.decide(resource)));
  expect(decisions.map(({ kind }) => kind)).toEqual(Array.from({ length: 16 }, () => "keep"));
});

describe("a certificate", () => {
  test("that has expired is named with its day", async () => {
    host.clock.advance(366 * DAY_MS);
    expect(finding(await decideCertificate("apiserver"))).toEqual({
      check: "Certificate-apiserver",
      level: "reject",
      what: "/etc/kubernetes/pki/apiserver.crt expired on 2027-01-01T00:00:00Z.",
      why: "Every peer refuses it. Nothing was changed.",
      fix: [
        "mv /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.crt.old && mv /etc/kubernetes/pki/apiserver.key /etc/kubernetes/pki/apiserver.key.old",
        "Run the same command again: it makes a new one.",
      ],
    });
  });
  test("that begins in the future points to the clock", async () => {
    const later = new PkiHost();
    later.clock.advance(DAY_MS);
    await later.run();
    host.files.put("/etc/kubernetes/pki/ca.crt", later.pem("ca"));
    host.files.put("/etc/kubernetes/pki/ca.key", later.files.text("/etc/kubernetes/pki/ca.key") ?? "", 0o600);
    expect(finding(await decideCertificate("ca")).fix[0]).toBe("date");
  });
  test("from another authority of the same name is foreign", async () => {
    const other = new PkiHost();
    await other.run();
    host.files.put(host.certificate("etcd-server").certPath, other.pem("etcd-server"));
    host.files.put(
      "/etc/kubernetes/pki/etcd/server.key",
      other.files.text("/etc/kubernetes/pki/etcd/server.key") ?? "",
      0o600,
    );
    expect(finding(await decideCertificate("etcd-server")).what).toBe(
      '/etc/kubernetes/pki/etcd/server.crt was not signed by the authority etcd-ca: its issuer is "CN=etcd-ca".',
    );
  });
  test("whose key is another's is rejected", async () => {
    host.files.put("/etc/kubernetes/pki/apiserver.key", host.files.text("/etc/kubernetes/pki/sa.key") ?? "", 0o600);
    expect(finding(await decideCertificate("apiserver")).what).toContain("do not belong together");
  });
  test("whose key is of another algorithm is rejected", async () => {
    const { privateKey } = await host.entropy.makeKeyPair("RSA-2048");
    host.files.put("/etc/kubernetes/pki/apiserver.key", privateKey.reveal(), 0o600);
    expect(finding(await decideCertificate("apiserver")).what).toContain("do not belong together");
  });
  test.each([0o644, 0o640, 0o602])(
    "whose key has mode %o is rejected, with the command that closes it",
    async (mode) => {
      host.files.put("/etc/kubernetes/pki/ca.key", host.files.text("/etc/kubernetes/pki/ca.key") ?? "", mode);
      const found = finding(await decideCertificate("ca"));
      expect(found.what).toContain(`(mode 0${mode.toString(8)})`);
      expect(found.fix[0]).toBe("chmod 0600 /etc/kubernetes/pki/ca.key");
    },
  );
  test("whose key is a link is judged by what it points to", async () => {
    const key = host.files.text("/etc/kubernetes/pki/apiserver.key") ?? "";
    await host.files.remove(host.certificate("apiserver").keyPath);
    host.files
      .put("/srv/keys/apiserver.key", key, 0o644)
      .putLink("/etc/kubernetes/pki/apiserver.key", "/srv/keys/apiserver.key");
    expect(finding(await decideCertificate("apiserver")).what).toContain("mode 0644");
    host.files.put("/srv/keys/apiserver.key", key, 0o600);
    expect(await decideCertificate("apiserver")).toEqual({ kind: "keep" });
  });
  test("whose key belongs to another user is rejected", async () => {
    host.files.put(
      "/etc/kubernetes/pki/ca.key",
      host.files.text("/etc/kubernetes/pki/ca.key") ?? "",
      0o600,
      "1000:root",
    );
    expect(finding(await decideCertificate("ca")).fix[0]).toBe("chown root:root /etc/kubernetes/pki/ca.key");
  });
  test("that cannot be read is neither absent nor replaced", async () => {
    host.files.makeUnreadable("/etc/kubernetes/pki/apiserver.crt", "EIO");
    expect(finding(await decideCertificate("apiserver")).what).toBe(
      "/etc/kubernetes/pki/apiserver.crt cannot be read (EIO).",
    );
  });
  test("whose key cannot be read is rejected, also where the certificate is absent", async () => {
    host.files.makeUnreadable("/etc/kubernetes/pki/apiserver.key", "EIO");
    expect(finding(await decideCertificate("apiserver")).what).toContain("cannot be read (EIO)");
    await host.files.remove(host.certificate("apiserver").certPath);
    expect(finding(await decideCertificate("apiserver")).what).toContain("cannot be read (EIO)");
  });
  test.each(["", "half", "-----BEGIN CERTIFICATE-----\nMIIB"])("that reads %j is no certificate", async (text) => {
    host.files.put("/etc/kubernetes/pki/apiserver.crt", text);
    expect(finding(await decideCertificate("apiserver")).what).toContain("does not hold a certificate");
  });
  test("without its key is rejected", async () => {
    await host.files.remove(host.certificate("apiserver").keyPath);
    expect(finding(await decideCertificate("apiserver")).what).toContain("apiserver.key is not there");
  });
  test("without its authority is rejected: a new one would not have signed it", async () => {
    await host.files.remove(host.certificate("ca").certPath);
    expect(finding(await decideCertificate("apiserver")).what).toContain("but not the authority ca");
  });
  test("for other uses is rejected", async () => {
    const client = host.certificate("apiserver-kubelet-client");
    host.files
      .put(client.certPath, host.pem("apiserver"))
      .put(client.keyPath, host.files.text("/etc/kubernetes/pki/apiserver.key") ?? "", 0o600);
    expect(finding(await decideCertificate(client.id)).what).toContain("is not for clientAuth");
  });
  test("in the place of an authority is rejected", async () => {
    host.files
      .put("/etc/kubernetes/pki/ca.crt", host.pem("apiserver"))
      .put("/etc/kubernetes/pki/ca.key", host.files.text("/etc/kubernetes/pki/apiserver.key") ?? "", 0o600);
    expect(finding(await decideCertificate("ca")).what).toContain("is no certificate authority");
  });
  test("that lacks names is made anew, and every name is said", async () => {
    host.node = exampleNodeSpec({ name: "cp2", advertiseAddress: "192.0.2.11" });
    expect(await decideCertificate("apiserver")).toEqual({
      kind: "replace",
      because: ["it does not carry cp2", "it does not carry 192.0.2.11"],
    });
  });
  test("that lacks names and has expired is not touched", async () => {
    host.node = exampleNodeSpec({ name: "cp2" });
    host.clock.advance(366 * DAY_MS);
    expect((await decideCertificate("apiserver")).kind).toBe("reject");
  });
  test("with more names than are asked for is kept", async () => {
    const { apiServer } = exampleClusterSpec();
    host.cluster = exampleClusterSpec({ apiServer: { ...apiServer, certSANs: ["extra.example.com"] } });
    await host.run();
    host.cluster = exampleClusterSpec();
    expect(await decideCertificate("apiserver")).toEqual({ kind: "keep" });
  });
  test("of an older authority in the bundle is trusted", async () => {
    const older = host.pem("ca");
    const other = new PkiHost();
    await other.run();
    host.files.put("/etc/kubernetes/pki/ca.crt", other.pem("ca") + older);
    host.files.put("/etc/kubernetes/pki/ca.key", other.files.text("/etc/kubernetes/pki/ca.key") ?? "", 0o600);
    expect(await decideCertificate("ca")).toEqual({ kind: "keep" });
    expect(await decideCertificate("apiserver")).toEqual({ kind: "keep" });
  });
  test("is the first of a bundle", async () => {
    const { certPath } = host.certificate("apiserver");
    host.files.put(certPath, host.pem("apiserver") + host.pem("front-proxy-client"));
    expect(await decideCertificate("apiserver")).toEqual({ kind: "keep" });
    host.files.put(certPath, host.pem("front-proxy-client") + host.pem("apiserver"));
    expect((await decideCertificate("apiserver")).kind).toBe("reject");
  });
});

describe("an external authority", () => {
  beforeEach(() => host.files.remove(host.certificate("ca").keyPath));

  test("needs no key here, and what it signed is kept", async () => {
    const decisions = await Promise.all(host.resources().map((resource) => host.decide(resource)));
    expect(new Set(decisions.map(({ kind }) => kind))).toEqual(new Set(["keep"]));
  });
  test("makes a missing certificate the operator's matter, with the files that are wanted", async () => {
    await host.files.remove(host.certificate("apiserver").certPath);
    await host.files.remove(host.certificate("apiserver").keyPath);
    expect(finding(await decideCertificate("apiserver")).what).toBe(
      "/etc/kubernetes/pki/apiserver.crt and /etc/kubernetes/pki/apiserver.key must be provided: the key of the authority ca is not on this host.",
    );
  });
  test("makes missing names the operator's matter", async () => {
    host.node = exampleNodeSpec({ name: "cp2" });
    const found = finding(await decideCertificate("apiserver"));
    expect(found.what).toContain("does not carry cp2");
    expect(found.fix[0]).toContain("Have the holder of the authority ca");
  });
  test("makes a missing kubeconfig the operator's matter", async () => {
    await host.files.remove(host.kubeconfig("scheduler").path);
    expect(finding(await decideKubeconfig("scheduler")).what).toContain(
      "/etc/kubernetes/scheduler.conf must be provided",
    );
  });
  test("leaves another server to be corrected: that needs no key", async () => {
    host.node = exampleNodeSpec({ bindPort: 7443 });
    expect((await decideKubeconfig("scheduler")).kind).toBe("replace");
  });
});

describe("a key pair", () => {
  const sa = () => host.decide(host.resources().find(({ id }) => id === "sa") ?? host.certificate("ca"));

  test("without its public half is completed", async () => {
    await host.files.remove("/etc/kubernetes/pki/sa.pub" as never);
    expect(await sa()).toEqual({ kind: "create" });
  });
  test("without its private half is rejected", async () => {
    await host.files.remove("/etc/kubernetes/pki/sa.key" as never);
    expect(finding(await sa()).what).toContain("sa.key is not there");
  });
  test("that does not match is rejected", async () => {
    const { publicKey } = await host.entropy.makeKeyPair("ECDSA-P256");
    host.files.put("/etc/kubernetes/pki/sa.pub", publicKey, 0o600);
    expect(finding(await sa()).what).toContain("do not belong together");
    host.files.put("/etc/kubernetes/pki/sa.pub", "nonsense", 0o600);
    expect(finding(await sa()).what).toContain("do not belong together");
  });
  test("with an older public key beside its own is kept", async () => {
    const { publicKey } = await host.entropy.makeKeyPair("RSA-2048");
    host.files.put(
      "/etc/kubernetes/pki/sa.pub",
      publicKey + (host.files.text("/etc/kubernetes/pki/sa.pub") ?? ""),
      0o600,
    );
    expect(await sa()).toEqual({ kind: "keep" });
  });
  test("that cannot be read is rejected", async () => {
    host.files.makeUnreadable("/etc/kubernetes/pki/sa.pub", "EIO");
    expect(finding(await sa()).what).toContain("sa.pub cannot be read (EIO)");
  });
});

describe("a kubeconfig", () => {
  test("for another server is corrected", async () => {
    host.cluster = exampleClusterSpec({ controlPlaneEndpoint: { host: "cp.example.com", port: 6443 } });
    expect(await decideKubeconfig("admin")).toEqual({
      kind: "replace",
      because: ["/etc/kubernetes/admin.conf is for https://192.0.2.10:6443, not for https://cp.example.com:6443."],
    });
  });
  test("of another cluster is rejected", async () => {
    const other = new PkiHost();
    await other.run();
    host.files.put("/etc/kubernetes/admin.conf", other.files.text("/etc/kubernetes/admin.conf") ?? "", 0o600);
    const decision = await decideKubeconfig("admin");
    expect(decision.kind === "reject" ? decision.findings.map(({ what }) => what) : []).toEqual([
      "/etc/kubernetes/admin.conf does not trust this cluster's authority.",
      '/etc/kubernetes/admin.conf was not signed by the authority ca: its issuer is "CN=kubernetes".',
    ]);
  });
  test("that others can read is rejected", async () => {
    host.files.put("/etc/kubernetes/admin.conf", host.files.text("/etc/kubernetes/admin.conf") ?? "", 0o644);
    expect(finding(await decideKubeconfig("admin")).fix[0]).toBe("chmod 0600 /etc/kubernetes/admin.conf");
  });
  test("whose client certificate has expired is rejected", async () => {
    host.clock.advance(366 * DAY_MS);
    expect(finding(await decideKubeconfig("scheduler")).what).toContain("scheduler.conf expired on");
    expect(finding(await decideKubeconfig("kubelet")).what).toContain("kubelet.conf expired on");
  });
  test("that is cut off is not taken for absent", async () => {
    host.files.put("/etc/kubernetes/admin.conf", "apiVersion: v1\nclus", 0o600);
    expect(finding(await decideKubeconfig("admin")).what).toContain("does not hold a kubeconfig");
    host.files.makeUnreadable("/etc/kubernetes/admin.conf", "EIO");
    expect(finding(await decideKubeconfig("admin")).what).toContain("cannot be read (EIO)");
  });
  test("with a token of the user's own is kept", async () => {
    const text = host.files.text("/etc/kubernetes/admin.conf") ?? "";
    const withToken = text
      .replace(/client-certificate-data: .*/u, "token: abc")
      .replace(/ +client-key-data: .*\n/u, "");
    host.files.put("/etc/kubernetes/admin.conf", withToken, 0o600);
    expect(await decideKubeconfig("admin")).toEqual({ kind: "keep" });
  });
  test("of the kubelet follows a new Node name, one of a user stays", async () => {
    host.node = exampleNodeSpec({ name: "cp2" });
    expect(await decideKubeconfig("kubelet")).toEqual({
      kind: "replace",
      because: ['/etc/kubernetes/kubelet.conf is issued to "system:node:cp1".'],
    });
    host.files.put("/etc/kubernetes/admin.conf", host.files.text("/etc/kubernetes/scheduler.conf") ?? "", 0o600);
    expect(await decideKubeconfig("admin")).toEqual({ kind: "keep" });
  });
  test("of the kubelet whose certificate is gone gets a new one", async () => {
    await host.files.remove("/var/lib/kubelet/pki/kubelet-client-current.pem" as never);
    expect(await decideKubeconfig("kubelet")).toEqual({
      kind: "replace",
      because: [
        "/etc/kubernetes/kubelet.conf names /var/lib/kubelet/pki/kubelet-client-current.pem, which is not there.",
      ],
    });
  });
  test("of the kubelet is refused where a file stands in place of the link", async () => {
    const pem = host.files.text("/var/lib/kubelet/pki/kubelet-client-current.pem") ?? "";
    await host.files.remove("/var/lib/kubelet/pki/kubelet-client-current.pem" as never);
    host.files.put("/var/lib/kubelet/pki/kubelet-client-current.pem", pem, 0o600);
    expect(finding(await decideKubeconfig("kubelet")).what).toContain("does not hold a link");
    await host.files.remove(host.kubeconfig("kubelet").path);
    expect(finding(await decideKubeconfig("kubelet")).what).toContain("does not hold a link");
  });
});
