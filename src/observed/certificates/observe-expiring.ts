import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import type { FileSystem } from "../../ports/file-system.ts";
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
  const [own, etcd, names] = await Promise.all([
    namesIn(files, PKI, ".crt"),
    namesIn(files, below(PKI, "etcd"), ".crt"),
    namesIn(files, KUBECONFIGS, ".conf"),
  ]);
  const read = await Promise.all([
    ...[...own, ...etcd, KUBELET].map(async (path) => fromPem(path, await textOf(files, path))),
    ...names.map(async (path) => fromPem(path, await clientOf(files, path))),
  ]);
  return read
    .filter((certificate) => certificate !== undefined)
    .filter(({ notAfter }) => notAfter < limit)
    .toSorted((a, b) => a.notAfter - b.notAfter);
}

async function namesIn(files: FileSystem, directory: AbsolutePath, end: string): Promise<readonly AbsolutePath[]> {
  const names = await files.list(directory);
  const own = names.kind === "present" ? names.value : [];
  return own.filter((name) => name.endsWith(end) && !name.startsWith(".")).map((name) => below(directory, name));
}

async function textOf(files: FileSystem, path: AbsolutePath): Promise<string> {
  const text = await files.readText(path);
  return text.kind === "present" ? text.value : "";
}

async function clientOf(files: FileSystem, path: AbsolutePath): Promise<string> {
  const user = parseKubeconfig(await textOf(files, path))?.user;
  const fields = { data: user?.["client-certificate-data"], file: user?.["client-certificate"] };
  const client = await followReference(path, fields, files);
  return client.kind === "present" ? client.text : "";
}

function fromPem(path: AbsolutePath, pem: string): ExpiringCertificate | undefined {
  const [first] = parseCertificates(pem);
  return first && { path, notAfter: first.validToDate.getTime() };
}
