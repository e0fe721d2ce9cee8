import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import type { FileSystem, Read } from "../../ports/file-system.ts";
import { followReference } from "./kubeconfig-references.ts";
import { parseCertificates } from "./parse-certificates.ts";

const PKI = absolute("/etc/kubernetes/pki");
const KUBECONFIGS = absolute("/etc/kubernetes");
const KUBELET = absolute("/var/lib/kubelet/pki/kubelet.crt");

/** A certificate that is used no more from `notAfter` on, in milliseconds since 1970. */
export interface ExpiringCertificate {
  /** The file that holds it, or the kubeconfig that holds it or names its file. */
  readonly path: AbsolutePath;
  readonly notAfter: number;
}

/** The certificates of this node that expire before `limit`, or have, the first to expire first. Those that cannot be read are left out. */
export async function observeExpiring(files: FileSystem, limit: number): Promise<readonly ExpiringCertificate[]> {
  const { known } = await observeDates(files);
  return known
    .filter(({ notAfter }) => notAfter < limit)
    .map(({ path, notAfter }) => ({ path, notAfter }))
    .toSorted((a, b) => a.notAfter - b.notAfter);
}

export interface CertificateDates {
  readonly known: readonly (ExpiringCertificate & { readonly isAuthority: boolean })[];
  /** Files and directories that are there and cannot be read. */
  readonly unreadable: readonly { readonly path: AbsolutePath; readonly reason: string }[];
}

/** Until when each certificate of this node is used. */
export async function observeDates(files: FileSystem): Promise<CertificateDates> {
  const listed = await Promise.all([
    namesIn(files, PKI, ".crt"),
    namesIn(files, below(PKI, "etcd"), ".crt"),
    namesIn(files, KUBECONFIGS, ".conf"),
  ]);
  const [own, etcd, kubeconfigs] = listed.map(({ paths }) => paths);
  const read = await Promise.all([
    ...[...(own ?? []), ...(etcd ?? []), KUBELET].map(async (path) => dated(path, await files.readText(path))),
    ...(kubeconfigs ?? []).map(async (path) => dated(path, await readClientCertificate(files, path))),
  ]);
  return {
    known: read.flatMap(({ known }) => known),
    unreadable: [...listed, ...read].flatMap(({ unreadable }) => unreadable),
  };
}

type Unreadable = Pick<CertificateDates, "unreadable">;

async function namesIn(
  files: FileSystem,
  directory: AbsolutePath,
  end: string,
): Promise<Unreadable & { readonly paths: readonly AbsolutePath[] }> {
  const names = await files.list(directory);
  if (names.kind === "unreadable") {
    return { paths: [], unreadable: [{ path: directory, reason: names.reason }] };
  }
  const own = names.kind === "present" ? names.value : [];
  const paths = own.filter((name) => name.endsWith(end) && !name.startsWith(".")).map((name) => below(directory, name));
  return { paths, unreadable: [] };
}

/** The client certificate that a kubeconfig holds or names; none where it uses no certificate. */
export async function readClientCertificate(files: FileSystem, path: AbsolutePath): Promise<Read<string>> {
  const text = await files.readText(path);
  if (text.kind !== "present") {
    return text;
  }
  const user = parseKubeconfig(text.value)?.user;
  const fields = { data: user?.["client-certificate-data"], file: user?.["client-certificate"] };
  const client = await followReference(path, fields, files);
  if (client.kind === "problem" && client.problem.kind === "reference-unreadable") {
    return { kind: "unreadable", reason: client.problem.reason };
  }
  return client.kind === "present" ? { kind: "present", value: client.text } : { kind: "absent" };
}

function dated(path: AbsolutePath, text: Read<string>): CertificateDates {
  if (text.kind === "unreadable") {
    return { known: [], unreadable: [{ path, reason: text.reason }] };
  }
  const [first] = text.kind === "present" ? parseCertificates(text.value) : [];
  const known = first === undefined ? [] : [{ path, notAfter: first.validToDate.getTime(), isAuthority: first.ca }];
  return { known, unreadable: [] };
}
