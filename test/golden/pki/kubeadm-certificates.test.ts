import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { certificateFacts } from "../../../src/observed/certificates/certificate-facts.ts";
import { parseCertificates } from "../../../src/observed/certificates/parse-certificates.ts";
import { parseKubeconfig } from "../../../src/desired/kubeconfigs/parse-kubeconfig.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import type { KeyAlgorithm } from "../../../src/domain/key-algorithm.ts";
import { exampleClusterSpec } from "../../support/example-specs.ts";
import { certificateText } from "../../support/openssl.ts";
import { PkiHost } from "../../support/pki-host.ts";

const CERTIFICATES = [
  ["ca", "ca"],
  ["apiserver", "apiserver"],
  ["apiserver-kubelet-client", "apiserver-kubelet-client"],
  ["front-proxy-ca", "front-proxy-ca"],
  ["front-proxy-client", "front-proxy-client"],
  ["etcd-ca", "etcd/ca"],
  ["etcd-server", "etcd/server"],
  ["etcd-peer", "etcd/peer"],
  ["etcd-healthcheck-client", "etcd/healthcheck-client"],
  ["apiserver-etcd-client", "apiserver-etcd-client"],
] as const;
const KUBECONFIGS = ["admin", "super-admin", "kubelet", "controller-manager", "scheduler"];

// Recorded from `kubeadm init phase certs all` and `kubeconfig all`, v1.37.2, with the configuration below.
function configured(algorithm: KeyAlgorithm) {
  const { etcd, apiServer } = exampleClusterSpec();
  if (etcd.kind !== "local") {
    throw new Error("expected local etcd");
  }
  return exampleClusterSpec({
    encryptionAlgorithm: algorithm,
    controlPlaneEndpoint: { host: "cp.example.com", port: 8443 },
    apiServer: { ...apiServer, certSANs: ["extra.example.com", "fd00::5", "192.0.2.10", "*.wild.example.com"] },
    etcd: { ...etcd, serverCertSANs: ["etcd.example.com"], peerCertSANs: ["198.51.100.7"] },
  });
}

function clientCertificate(host: PkiHost, id: string): string {
  const user = parseKubeconfig(host.files.text(`/etc/kubernetes/${id}.conf`) ?? "")?.user ?? {};
  const data = user["client-certificate-data"];
  return data === undefined
    ? (host.files.text(absolute(user["client-certificate"] ?? "/")) ?? "")
    : Buffer.from(data, "base64").toString("utf8");
}

test.each<KeyAlgorithm>(["ECDSA-P256", "ECDSA-P384", "RSA-2048"])(
  "certificates say what kubeadm's say: %s",
  async (algorithm) => {
    const host = new PkiHost();
    host.cluster = configured(algorithm);
    await host.run();
    const ours = [
      ...CERTIFICATES.map(([id, file]) => `# ${file}\n${certificateText(host.pem(id))}`),
      ...KUBECONFIGS.map((id) => `# ${id}.conf\n${certificateText(clientCertificate(host, id))}`),
    ].join("");
    const recorded = `../../recorded/kubeadm/certificates-${algorithm.toLowerCase()}.txt`;
    expect(ours).toBe(readFileSync(new URL(recorded, import.meta.url), "utf8"));
    const [ca] = parseCertificates(host.pem("ca"));
    expect(ca === undefined ? undefined : certificateFacts(ca).keyAlgorithm).toBe(algorithm);
  },
);
