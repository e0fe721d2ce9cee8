import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { FileSystem, Read } from "../../ports/file-system.ts";
import { certificateFacts } from "../certificates/certificate-facts.ts";
import { readClientCertificate } from "../certificates/observe-expiring.ts";
import { parseCertificates } from "../certificates/parse-certificates.ts";

const PKI = ["/etc/kubernetes/pki", "/etc/kubernetes/pki/etcd", "/var/lib/kubelet/pki"].map(absolute);
const KUBECONFIGS = absolute("/etc/kubernetes");

/** What the certificates of a node say, keys left out: one block for each, or why it cannot be read. */
export async function certificateReport(files: FileSystem): Promise<Read<string>> {
  const [pems, kubeconfigs] = await Promise.all([
    Promise.all(PKI.map((directory) => namesIn(files, directory, /\.(?:crt|pem)$/u))),
    namesIn(files, KUBECONFIGS, /\.conf$/u),
  ]);
  const blocks = await Promise.all([
    ...pems.flat().map(async (path) => block(path, await files.readText(path))),
    ...kubeconfigs.map(async (path) => block(path, await readClientCertificate(files, path))),
  ]);
  return blocks.length === 0 ? { kind: "absent" } : { kind: "present", value: blocks.join("\n") };
}

async function namesIn(files: FileSystem, directory: AbsolutePath, end: RegExp): Promise<readonly AbsolutePath[]> {
  const names = await files.list(directory);
  const own = names.kind === "present" ? names.value : [];
  return own.filter((name) => end.test(name)).map((name) => below(directory, name));
}

function block(path: AbsolutePath, pem: Read<string>): string {
  if (pem.kind !== "present") {
    return `${path}: ${pem.kind === "absent" ? "no certificate" : pem.reason}\n`;
  }
  const facts = parseCertificates(pem.value).map(certificateFacts);
  const texts = facts.map((fact) =>
    [
      `  subject      ${[fact.commonName, ...fact.organizations].join(", ")}`,
      `  issuer       ${fact.issuer}`,
      `  valid        ${new Date(fact.notBefore).toISOString()} to ${new Date(fact.notAfter).toISOString()}`,
      `  names        ${[...fact.dnsNames, ...fact.ipAddresses].join(", ") || "-"}`,
      `  key, uses    ${fact.keyAlgorithm}; ${fact.isAuthority ? "authority" : (fact.usages?.join(", ") ?? "any")}`,
      `  SHA-256      ${fact.fingerprint}`,
      "",
    ].join("\n"),
  );
  return [path, ...(texts.length === 0 ? ["  no certificate\n"] : texts)].join("\n");
}
