import { type AbsolutePath, absolute, parentOf } from "../domain/absolute-path.ts";
import type { Expectation } from "../diagnose/expectation.ts";
import { flagValue } from "../diagnose/flags.ts";
import type { EtcdView } from "../diagnose/status/etcd-view.ts";
import type { Etcd, EtcdAccess } from "../ports/etcd.ts";
import type { FileSystem, Read } from "../ports/file-system.ts";
import { readEtcdAccess } from "./etcd-access.ts";

const CERTIFICATES = absolute("/etc/kubernetes/pki");

/** The ports that asking etcd takes. */
export interface EtcdLookPorts {
  readonly files: FileSystem;
  readonly etcdAt: (access: EtcdAccess) => Etcd;
}

/** etcd as its member on this host tells; undefined where none is expected here. Never rejects. */
export async function observeEtcd(ports: EtcdLookPorts, expectation: Expectation): Promise<EtcdView | undefined> {
  const access = await findEtcdAccess(ports.files, expectation);
  if (access === undefined) {
    return undefined;
  }
  if (access.kind !== "present") {
    const reason = access.kind === "unreadable" ? access.reason : "there is no certificate to ask it with";
    return { kind: "unknown", reason };
  }
  return ask(ports.etcdAt(access.value));
}

/** How etcd's member on this host is asked, by its manifest; undefined where none is expected here. */
export async function findEtcdAccess(
  files: FileSystem,
  { components }: Expectation,
): Promise<Read<EtcdAccess> | undefined> {
  const expected = components.find(({ component }) => component === "etcd");
  if (expected === undefined) {
    return undefined;
  }
  const urls = (flagValue(expected.command, "listen-client-urls") ?? "https://127.0.0.1:2379").split(",");
  const endpoint = urls.find((url) => url.includes("//127.0.0.1:")) ?? urls[0] ?? "";
  return readEtcdAccess(certificatesDir(expected.command), endpoint, files);
}

/** Where kubeadm's layout has etcd/ca.crt. */
function certificatesDir(command: readonly string[]): AbsolutePath {
  const ca = flagValue(command, "trusted-ca-file");
  return ca?.endsWith("/etcd/ca.crt") === true ? parentOf(parentOf(absolute(ca))) : CERTIFICATES;
}

async function ask(etcd: Etcd): Promise<EtcdView> {
  try {
    const [status, members, alarms] = await Promise.all([etcd.status(), etcd.members(), etcd.alarms()]);
    const { version, memberId, leaderId, dbSize, dbSizeInUse } = status;
    return {
      kind: "answers",
      version,
      isLeader: memberId === leaderId,
      leader: leaderId === "0" ? undefined : (members.find(({ id }) => id === leaderId)?.name ?? leaderId),
      members: members.map(({ name, isLearner }) => ({ name, isLearner })),
      dbSize,
      dbSizeInUse,
      alarms: alarms.map(({ kind }) => kind),
    };
  } catch (error) {
    return { kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    etcd.close();
  }
}
