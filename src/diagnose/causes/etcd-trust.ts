import { etcdTrustBroken } from "../../errors/diagnose-trust.ts";
import { componentNamed, faultOf, isWell } from "../cause.ts";
import type { CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { flagValue } from "../flags.ts";
import { parseEtcdLog } from "../parse-etcd-log.ts";
import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

const REFUSED_SERVER = /authentication handshake failed: (tls: failed to verify certificate: x509: [^(\\"]*)/u;
const REFUSED_CLIENT = /x509: [^(\\"]*/u;

/** The API server does not trust etcd's certificate, or etcd not the API server's. Each one's log has the reason. */
export const findEtcdTrust: CauseFinder = (snapshot) => {
  const server = componentNamed(snapshot, "kube-apiserver");
  if (server === undefined || isWell(server)) {
    return undefined;
  }
  const etcd = componentNamed(snapshot, "etcd");
  const error = serverRefused(server, etcd) ?? (etcd === undefined ? undefined : clientRefused(server, etcd));
  return error === undefined ? undefined : { stage: "kube-apiserver", error };
};

function serverRefused(server: ComponentSymptoms, etcd: ComponentSymptoms | undefined) {
  const line = logOf(server).findLast((text) => text.includes("createTransport failed") && REFUSED_SERVER.test(text));
  const reason = line === undefined ? undefined : REFUSED_SERVER.exec(line)?.[1];
  if (line === undefined || reason === undefined) {
    return undefined;
  }
  const file = (etcd && flagValue(etcd.expected.command, "cert-file")) ?? "etcd's serving certificate";
  const authority = flagValue(server.expected.command, "etcd-cafile") ?? "the host's CAs";
  return etcdTrustBroken({ ...faultOf(server), evidence: logEvidence([line]) }, file, authority, tidyReason(reason));
}

function clientRefused(server: ComponentSymptoms, etcd: ComponentSymptoms) {
  const line = parseEtcdLog(logOf(etcd)).findLast(
    ({ msg, error }) => msg === "rejected connection on client endpoint" && REFUSED_CLIENT.test(error ?? ""),
  );
  const reason = REFUSED_CLIENT.exec(line?.error ?? "")?.[0];
  if (line === undefined || reason === undefined) {
    return undefined;
  }
  const file = flagValue(server.expected.command, "etcd-certfile") ?? "the API server's client certificate";
  const authority = flagValue(etcd.expected.command, "trusted-ca-file") ?? "etcd's CA";
  const evidence = logEvidence([`${line.msg}: ${line.error}`]);
  return etcdTrustBroken({ ...faultOf(server), evidence }, file, authority, tidyReason(reason));
}

function logOf({ pod, runLog, exitLog }: ComponentSymptoms): readonly string[] {
  return pod.running === undefined || runLog.length === 0 ? exitLog : runLog;
}

function tidyReason(reason: string): string {
  return reason.replace(/^tls: failed to verify certificate: /u, "").trim();
}
