import type { PodFault } from "./diagnose.ts";
import { ToolError } from "./tool-error.ts";

const STATE = "What was written stays in place.";
const AGAIN = "Run the same command again.";

function trustError(code: string, fault: PodFault, what: string, why: string, fix: readonly string[]): ToolError {
  const explanation = { what, why: `${why} ${STATE}`, fix: [...fix, AGAIN] };
  return new ToolError(code, "failed", explanation, { evidence: fault.evidence });
}

/** The API server serves a certificate whose time is over. */
export function servingCertificateExpired(fault: PodFault, certPath: string): ToolError {
  const what = `The API server's serving certificate ${certPath} has expired.`;
  const why = "The API server runs, and every client that verifies it turns away.";
  return trustError("ServingCertificateExpired", fault, what, why, [
    `openssl x509 -noout -dates -in ${certPath}; date`,
    `Correct the clock, or remove ${certPath} and its key: the next run makes a new pair.`,
  ]);
}

/** The API server serves a certificate whose time has not come: `now` is this host's, in milliseconds since 1970. */
export function clockBehind(fault: PodFault, certPath: string, now: number): ToolError {
  const clock = new Date(now).toISOString();
  const what = `This host's clock says ${clock}, and the API server's serving certificate ${certPath} is not valid yet.`;
  const why =
    "Either the clock is behind or that of the host that made the certificate was ahead; every client turns away.";
  return trustError("ClockBehind", fault, what, why, [
    `openssl x509 -noout -dates -in ${certPath}; date -u`,
    `Correct the clock. Where it is right, remove ${certPath} and its key: the next run makes a new pair.`,
  ]);
}

/** The API server serves a certificate that the kubeconfig's CA did not sign. */
export function servingCertificateUntrusted(fault: PodFault, certPath: string, reason: string): ToolError {
  const what = `The API server's serving certificate ${certPath} is not from the CA that the kubeconfigs name: ${reason}.`;
  const why = "The API server runs, and every client that verifies it turns away.";
  return trustError("ServingCertificateUntrusted", fault, what, why, [
    `openssl x509 -noout -issuer -in ${certPath}`,
    `Put back the CA that signed it, or remove ${certPath} and its key: the next run makes a new pair.`,
  ]);
}

/** The API server's certificate does not name the address by which it is reached. */
export function servingCertificateName(fault: PodFault, certPath: string, server: string): ToolError {
  const what = `The API server's serving certificate ${certPath} is not for ${server}.`;
  const why = "The API server runs, and every client that verifies it turns away.";
  return trustError("ServingCertificateName", fault, what, why, [
    `openssl x509 -noout -ext subjectAltName -in ${certPath}`,
    `Add the name to apiServer.certSANs and remove ${certPath} and its key: the next run makes a new pair.`,
  ]);
}

/** The API server does not accept the administrator's certificate. */
export function credentialRefused(fault: PodFault): ToolError {
  const what = "The API server does not accept the administrator's client certificate (401 Unauthorized).";
  const why = "It is expired, or from another CA than --client-ca-file; nothing further can be read from the API.";
  return trustError("CredentialRefused", fault, what, why, [
    "kubectl --kubeconfig /etc/kubernetes/admin.conf auth whoami",
    "Remove the kubeconfig: the next run makes a new one from the CA.",
  ]);
}

/** API server and etcd do not trust each other's certificate. `file` is the one that is refused, `authority` who refuses it. */
export function etcdTrustBroken(fault: PodFault, file: string, authority: string, reason: string): ToolError {
  const what = `etcd and the API server do not trust each other: ${file} is refused against ${authority} (${reason}).`;
  const why = "The API server cannot read or write anything without etcd.";
  return trustError("EtcdTrustBroken", fault, what, why, [
    `openssl verify -CAfile ${authority} ${file}`,
    "Put back the CA that signed it, or remove certificate and key: the next run makes a new pair.",
  ]);
}

/** The data directory holds a member of another cluster. */
export function etcdDataOfAnotherCluster(fault: PodFault, dataDir: string, reason: string): ToolError {
  const what = `etcd's data directory ${dataDir} belongs to another cluster: ${reason}.`;
  const why = "What is in there is not this cluster's, and is never deleted for you.";
  return trustError("EtcdDataOfAnotherCluster", fault, what, why, [
    `mv ${dataDir} ${dataDir}.other`,
    "Or give etcd.local.dataDir another directory.",
  ]);
}

/** The data directory holds something that etcd cannot open. */
export function etcdDataUnreadable(fault: PodFault, dataDir: string, reason: string): ToolError {
  const what = `etcd cannot open its data directory ${dataDir}: ${reason}.`;
  const why = "It ends at every start, and the data is never deleted for you.";
  return trustError("EtcdDataUnreadable", fault, what, why, [
    `ls -lR ${dataDir}/member`,
    "Restore a snapshot, or move the directory away to start with an empty one.",
  ]);
}
