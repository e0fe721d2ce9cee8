import { expect, it } from "vitest";
import { certificateReport } from "../../../../src/observed/support/certificate-report.ts";
import { hostFactsReport } from "../../../../src/observed/support/host-facts-report.ts";
import { secretsOf } from "../../../../src/diagnose/support/known-secrets.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { PkiHost } from "../../../support/pki-host.ts";

it("tells of every certificate what anybody may know, and of no key anything", async () => {
  const host = new PkiHost();
  await host.run();
  const kubeconfig = host.files.text("/etc/kubernetes/admin.conf") ?? "";
  const key = host.files.text("/etc/kubernetes/pki/ca.key") ?? "";
  // The kubelet keeps both in one file.
  host.files.put("/var/lib/kubelet/pki/kubelet-client-current.pem", `${host.pem("apiserver")}${key}`);
  const report = await certificateReport(host.files);
  const text = report.kind === "present" ? report.value : "";
  for (const path of ["pki/apiserver.crt", "pki/etcd/server.crt", "admin.conf", "kubelet-client-current.pem"]) {
    expect(text).toContain(`${path}\n  subject `);
  }
  expect(text).toContain("ECDSA-P256; authority");
  expect(text).toMatch(/names +.*kubernetes\.default/u);
  const secrets = [...secretsOf(key), ...secretsOf(kubeconfig)];
  expect(secrets.length).toBeGreaterThan(4);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

it("has no report where there is no certificate, and says what cannot be read", async () => {
  const files = new InMemoryFileSystem();
  expect(await certificateReport(files)).toEqual({ kind: "absent" });
  files
    .putDirectory("/etc/kubernetes/pki")
    .put("/etc/kubernetes/pki/ca.crt", "")
    .makeUnreadable("/etc/kubernetes/pki/ca.crt");
  expect(await certificateReport(files)).toEqual({ kind: "present", value: "/etc/kubernetes/pki/ca.crt: EACCES\n" });
});

it("describes a machine by what of it can be read", async () => {
  const files = new InMemoryFileSystem()
    .put("/proc/version", "Linux 6.1\n")
    .put("/etc/hosts", "x")
    .makeUnreadable("/etc/hosts");
  const interfaces = { addresses: () => [{ interface: "eth0", address: "192.0.2.10", family: 4 as const }] };
  const text = await hostFactsReport({ files, interfaces });
  expect(text).toContain("== /proc/version\nLinux 6.1\n");
  expect(text).toContain("== /etc/hosts\nEACCES\n");
  expect(text).toContain("eth0  192.0.2.10");
});
