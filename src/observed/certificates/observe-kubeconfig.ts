import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { KubeconfigObservation, KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import type { ParsedKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { followReference } from "./kubeconfig-references.ts";
import { observeKubeconfigClient } from "./observe-kubeconfig-client.ts";
import { parseCertificates } from "./parse-certificates.ts";

/**
 * A kubeconfig as it is on the host. `authorityPem` is the file of its cluster's CA, undefined where that is not there.
 * `now` in milliseconds since 1970.
 */
export async function observeKubeconfig(
  resource: KubeconfigResource,
  authorityPem: string | undefined,
  files: FileSystem,
  now: number,
): Promise<KubeconfigObservation> {
  const text = await files.readText(resource.path);
  switch (text.kind) {
    case "absent":
      return { kind: "absent", problems: await linkProblems(resource, files) };
    case "unreadable":
      return { kind: "unreadable", path: resource.path, reason: text.reason };
    case "present": {
      const parsed = parseKubeconfig(text.value);
      return parsed === undefined
        ? { kind: "not-a-kubeconfig", path: resource.path }
        : observeParsed(resource, parsed, authorityPem, files, now);
    }
  }
}

async function observeParsed(
  resource: KubeconfigResource,
  parsed: ParsedKubeconfig,
  authorityPem: string | undefined,
  files: FileSystem,
  now: number,
): Promise<KubeconfigObservation> {
  const [authority, client, link] = await Promise.all([
    authorityProblems(resource.path, parsed, authorityPem, files),
    observeKubeconfigClient(resource, parsed, authorityPem, files, now),
    linkProblems(resource, files),
  ]);
  const { server } = parsed.cluster;
  const serverProblems = server === resource.server ? [] : [{ kind: "other-server", found: server } as const];
  return {
    kind: "present",
    server,
    clusterName: parsed.clusterName,
    userName: parsed.userName,
    client: client.facts,
    problems: [...serverProblems, ...authority, ...client.problems, ...link],
  };
}

/** kubeadm's rule: the first CA in the kubeconfig must be one of the cluster's. */
async function authorityProblems(
  path: AbsolutePath,
  { cluster }: ParsedKubeconfig,
  authorityPem: string | undefined,
  files: FileSystem,
): Promise<readonly KubeconfigProblem[]> {
  if (authorityPem === undefined) {
    return [{ kind: "authority-absent" }];
  }
  const fields = { data: cluster["certificate-authority-data"], file: cluster["certificate-authority"] };
  const found = await followReference(path, fields, files);
  if (found.kind === "problem") {
    return [found.problem];
  }
  const [first] = found.kind === "present" ? parseCertificates(found.text) : [];
  const isOurs = parseCertificates(authorityPem).some(({ fingerprint256 }) => fingerprint256 === first?.fingerprint256);
  return isOurs ? [] : [{ kind: "foreign-authority" }];
}

async function linkProblems(resource: KubeconfigResource, files: FileSystem): Promise<readonly KubeconfigProblem[]> {
  if (resource.credential.kind === "embedded") {
    return [];
  }
  const { path } = resource.credential;
  const status = await files.status(path);
  if (status.kind === "unreadable") {
    return [{ kind: "reference-unreadable", path, reason: status.reason }];
  }
  return status.kind === "present" && status.value.type !== "symlink" ? [{ kind: "not-a-link", path }] : [];
}
