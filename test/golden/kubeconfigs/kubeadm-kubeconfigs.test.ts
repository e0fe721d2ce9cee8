import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleClusterSpec } from "../../support/example-specs.ts";
import { PkiHost } from "../../support/pki-host.ts";

test("kubeconfigs are written as kubeadm writes them", async () => {
  const host = new PkiHost();
  host.cluster = exampleClusterSpec({ controlPlaneEndpoint: { host: "cp.example.com", port: 8443 } });
  await host.run();
  const ours = ["admin", "super-admin", "controller-manager", "scheduler"].map((id) => {
    const text = host.files.text(`/etc/kubernetes/${id}.conf`) ?? "";
    return `# ${id}.conf\n${text.replaceAll(/(-data: ).*/gu, "$1<data>")}`;
  });
  // Recorded from `kubeadm init phase kubeconfig all`, v1.37.2.
  const recorded = readFileSync(new URL("../../recorded/kubeadm/kubeconfigs.txt", import.meta.url), "utf8");
  expect(ours.join("")).toBe(recorded);
});

test("the kubelet's names the file that it rotates, and the node's own API server", async () => {
  const host = new PkiHost();
  host.cluster = exampleClusterSpec({ controlPlaneEndpoint: { host: "cp.example.com", port: 8443 } });
  await host.run();
  const text = host.files.text("/etc/kubernetes/kubelet.conf") ?? "";
  expect(text.replaceAll(/(-data: ).*/gu, "$1<data>")).toMatchInlineSnapshot(`
    "apiVersion: v1
    clusters:
    - cluster:
        certificate-authority-data: <data>
        server: https://192.0.2.10:6443
      name: kubernetes
    contexts:
    - context:
        cluster: kubernetes
        user: system:node:cp1
      name: system:node:cp1@kubernetes
    current-context: system:node:cp1@kubernetes
    kind: Config
    users:
    - name: system:node:cp1
      user:
        client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem
        client-key: /var/lib/kubelet/pki/kubelet-client-current.pem
    "
  `);
});
