import type { CertificateFacts, CertificateProblem } from "../../domain/certificate-observation.ts";
import type { KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import type { ParsedKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { certificateProblems } from "./certificate-problems.ts";
import { followReference } from "./kubeconfig-references.ts";
import type { Referenced } from "./kubeconfig-references.ts";
import { parseCertificates } from "./parse-certificates.ts";
import { exposureProblems, parsePrivateKey } from "./read-private-key.ts";

export interface KubeconfigClient {
  /** Undefined where there is no client certificate, or none that can be parsed. */
  readonly facts: CertificateFacts | undefined;
  readonly problems: readonly KubeconfigProblem[];
}

/** The client certificate of a kubeconfig's current user, wherever it is, and who else can read the key. */
export async function observeKubeconfigClient(
  resource: KubeconfigResource,
  { user }: ParsedKubeconfig,
  authorityPem: string | undefined,
  files: FileSystem,
  now: number,
): Promise<KubeconfigClient> {
  const { path } = resource;
  const [certificate, key, exposure] = await Promise.all([
    followReference(path, { data: user["client-certificate-data"], file: user["client-certificate"] }, files),
    followReference(path, { data: user["client-key-data"], file: user["client-key"] }, files),
    exposureProblems(path, files),
  ]);
  const keyExposure = key.kind === "present" && key.path !== undefined ? await exposureProblems(key.path, files) : [];
  const exposed = [...exposure, ...keyExposure].map(asProblem);
  if (certificate.kind === "problem") {
    return { facts: undefined, problems: [certificate.problem, ...exposed] };
  }
  if (certificate.kind === "absent") {
    return { facts: undefined, problems: exposed };
  }
  const [first, ...others] = parseCertificates(certificate.text);
  if (first === undefined) {
    return { facts: undefined, problems: [{ kind: "not-a-certificate" }, ...exposed] };
  }
  const facts = certificateFacts(first);
  const issuers = authorityPem === undefined ? undefined : parseCertificates(authorityPem);
  const privateKey = key.kind === "present" ? parsePrivateKey(key.text) : undefined;
  const examined = { chain: [first, ...others], facts, key: privateKey } as const;
  const problems = certificateProblems(resource.request, examined, issuers, now).map(asProblem);
  return { facts, problems: [...problems, ...keyProblems(key, privateKey !== undefined), ...exposed] };
}

function keyProblems(key: Referenced, isKey: boolean): readonly KubeconfigProblem[] {
  switch (key.kind) {
    case "problem":
      return [key.problem];
    case "absent":
      return [asProblem({ kind: "key-missing" })];
    case "present":
      return isKey ? [] : [asProblem({ kind: "not-a-key" })];
  }
}

function asProblem(problem: CertificateProblem): KubeconfigProblem {
  return { kind: "client-certificate", problem };
}
