import { createHash, X509Certificate } from "node:crypto";
import type { Confidential } from "../../domain/confidential.ts";

/** The pin with which a joining node recognises the cluster's CA: SHA-256 of its public key, as kubeadm writes it. */
export function caCertHash(caPem: string): string {
  const publicKey = new X509Certificate(caPem).publicKey.export({ type: "spki", format: "der" });
  return `sha256:${createHash("sha256").update(publicKey).digest("hex")}`;
}

/** The line that makes another host a worker of this cluster. Holds the token in clear: print it, and nothing else. */
export function joinCommand(endpoint: string, token: Confidential<string>, caPem: string): string {
  return `kubeadm join ${endpoint} --token ${token.reveal()} --discovery-token-ca-cert-hash ${caCertHash(caPem)}`;
}
