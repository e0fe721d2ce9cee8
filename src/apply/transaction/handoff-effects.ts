import type { Specs } from "../../domain/specs.ts";
import { Confidential } from "../../domain/confidential.ts";
import { absolute } from "../../domain/absolute-path.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import { etcdAccessMissing } from "../../errors/apply-transaction.ts";
import { readEtcdAccess } from "../../observed/etcd-access.ts";
import type { Etcd, EtcdAccess } from "../../ports/etcd.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { HandoffEffects } from "../handoff/handoff-context.ts";
import type { ApplyPorts } from "./apply-ports.ts";

/** The effects of a handoff on this node. Each request has a connection of its own, so that none sticks to the server that leaves. */
export function handoffEffects(
  { cluster }: Pick<Specs, "cluster">,
  access: ApiAccess,
  ports: ApplyPorts,
): HandoffEffects {
  const etcdAt = async (port: number): Promise<Etcd> => ports.etcdAt(await etcdAccess(cluster, port, ports.files));
  return { ...ports, http: ports.freshHttp, api: ports.freshClusterApi(access), etcdAt };
}

/** The member of this host at `port`, or an external one. Rejects with EtcdAccessMissing. */
async function etcdAccess(
  { etcd, certificatesDir }: Specs["cluster"],
  port: number,
  files: FileSystem,
): Promise<EtcdAccess> {
  if (etcd.kind === "local") {
    const access = await readEtcdAccess(certificatesDir, `https://127.0.0.1:${port}`, files);
    if (access.kind !== "present") {
      throw etcdAccessMissing(certificatesDir, access.kind === "absent" ? "ENOENT" : access.reason);
    }
    return access.value;
  }
  const [caPem, certPem, key] = await Promise.all(
    [etcd.caFile, etcd.certFile, etcd.keyFile].map(async (path) => readPem(path, files)),
  );
  return {
    endpoint: etcd.endpoints[0] ?? "",
    caPem: caPem ?? "",
    certPem: certPem ?? "",
    keyPem: new Confidential(key ?? ""),
  };
}

async function readPem(path: string, files: FileSystem): Promise<string> {
  const text = await files.readText(absolute(path));
  if (text.kind !== "present") {
    throw etcdAccessMissing(path, text.kind === "absent" ? "ENOENT" : text.reason);
  }
  return text.value;
}
