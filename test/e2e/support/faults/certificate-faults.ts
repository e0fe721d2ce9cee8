import { createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { buildCertificate } from "../../../../src/desired/pki/build-certificate.ts";
import type { CertificateRequest } from "../../../../src/domain/certificate-request.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";
import type { TestHost } from "../../../lab/test-host.ts";
import { type Fault, kill, manifest, PKI } from "./fault.ts";

const DAY_MS = 86_400_000;
const SERVER: Pick<CertificateRequest, "commonName" | "organizations" | "usages"> = {
  commonName: "kube-apiserver",
  organizations: [],
  usages: ["serverAuth"],
};

const FILES = { ca: "ca", "etcd-ca": "etcd/ca" } as const;

/** Signs the key beside the certificate `name` anew, as it was but for these. */
function reissue(
  host: TestHost,
  name: string,
  changes: Partial<CertificateRequest> & { readonly signedBy: keyof typeof FILES },
  now: number = Date.now(),
): void {
  const read = (file: string): string => readFileSync(host.path(`${PKI}/${file}`), "utf8");
  const publicKey = createPublicKey(read(`${name}.key`))
    .export({ type: "spki", format: "pem" })
    .toString();
  const authority = FILES[changes.signedBy];
  const certificate = buildCertificate(
    {
      ...SERVER,
      dnsNames: ["kubernetes", "localhost", host.hostname],
      ipAddresses: ["10.96.0.1", "127.0.0.1", "::1", host.address],
      isAuthority: false,
      algorithm: "ECDSA-P256",
      validityMs: DAY_MS,
      notBefore: "backdated",
      ...changes,
    },
    {
      subjectPublicKeyPem: publicKey,
      issuer: { certificatePem: read(`${authority}.crt`) },
      signingKey: new Confidential(read(`${authority}.key`)),
      now,
      serialHex: "0123456789abcdef",
    },
  );
  writeFileSync(host.path(`${PKI}/${name}.crt`), certificate);
}

const EXPIRED = Date.now() - 2 * DAY_MS;
const TO_COME = Date.now() + 2 * DAY_MS;
const CLIENT = { commonName: "kube-apiserver-etcd-client", usages: ["clientAuth"] as const };

const restartServer = async (host: TestHost) => kill(host, "kube-apiserver");

/** Of certificates and keys. */
export const CERTIFICATE_FAULTS: readonly Fault[] = [
  {
    name: "expired serving certificate",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver", { signedBy: "ca" }, EXPIRED);
      await restartServer(host);
    },
    repair: restartServer,
    code: "ServingCertificateExpired",
    says: /apiserver\.crt/u,
  },
  {
    name: "missing SAN",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver", { signedBy: "ca", ipAddresses: ["10.96.0.1"] });
      await restartServer(host);
    },
    repair: restartServer,
    code: "ServingCertificateName",
    says: /apiserver\.crt/u,
  },
  {
    name: "expired client certificate of etcd",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver-etcd-client", { signedBy: "etcd-ca", ...CLIENT }, EXPIRED);
      await restartServer(host);
    },
    repair: restartServer,
    code: "EtcdTrustBroken",
    says: /expired/u,
  },
  {
    name: "certificate from another CA",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver-etcd-client", { signedBy: "ca", ...CLIENT });
      await restartServer(host);
    },
    repair: restartServer,
    code: "EtcdTrustBroken",
    says: /apiserver-etcd-client\.crt/u,
  },
  {
    name: "expired etcd certificate",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "etcd/server", { signedBy: "etcd-ca", usages: ["serverAuth", "clientAuth"] }, EXPIRED);
      await kill(host, "etcd");
      await restartServer(host);
    },
    repair: async (host) => kill(host, "etcd"),
    code: "EtcdTrustBroken",
    says: /expired/u,
  },
  {
    name: "clock behind the certificates",
    isFew: true,
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver", { signedBy: "ca" }, TO_COME);
      await restartServer(host);
    },
    repair: restartServer,
    code: "ClockBehind",
    says: /apiserver\.crt/u,
  },
  {
    name: "serving certificate from another CA",
    component: "kube-apiserver",
    provoke: async (host) => {
      reissue(host, "apiserver", { signedBy: "etcd-ca" });
      await restartServer(host);
    },
    repair: restartServer,
    code: "ServingCertificateUntrusted",
    says: /apiserver\.crt/u,
  },
  {
    name: "certificate that is broken, or of another key",
    component: "kube-apiserver",
    provoke: async (host) => {
      await host.sh(`cp ${PKI}/etcd/server.key ${PKI}/apiserver.key`);
      await restartServer(host);
    },
    repair: restartServer,
    code: "CertificateUnusable",
    says: /private key does not match/u,
  },
  {
    name: "administrator's certificate refused",
    component: "kube-apiserver",
    provoke: manifest("kube-apiserver", 's#--client-ca-file=[^"]*#--client-ca-file=/etc/kubernetes/pki/etcd/ca.crt#'),
    code: "CredentialRefused",
    says: /401/u,
  },
];
