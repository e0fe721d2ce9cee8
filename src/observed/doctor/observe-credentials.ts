import { type AbsolutePath, parentOf } from "../../domain/absolute-path.ts";
import type { CertificateResource, KeyPairResource, KubeconfigResource } from "../../domain/resource.ts";
import type { Specs } from "../../domain/specs.ts";
import { subjectOf } from "../../domain/step.ts";
import { desiredKubeconfigs } from "../../desired/kubeconfigs/desired-kubeconfigs.ts";
import { desiredCertificates } from "../../desired/pki/desired-certificates.ts";
import type { DoctorFacts } from "../../diagnose/doctor/doctor-facts.ts";
import type { SeenStatus } from "../../plan/preflight/change/change-facts.ts";
import { secretFiles } from "../../plan/preflight/change/secret-files.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { observeDates } from "../certificates/observe-expiring.ts";
import { observeNode, type ObservePorts } from "../observe-node.ts";

type CredentialFacts = Pick<
  DoctorFacts,
  "certificates" | "keyPairs" | "kubeconfigs" | "dates" | "directories" | "secrets"
>;

/** Certificates, keys and kubeconfigs that a node by these specs has, and who can use their files. */
export async function observeCredentials({ cluster, node }: Specs, ports: ObservePorts): Promise<CredentialFacts> {
  const resources = [...desiredCertificates(cluster, node), ...desiredKubeconfigs(cluster, node)];
  const secrets = secretFiles(resources);
  const [{ observations }, dates, statuses, parents] = await Promise.all([
    observeNode(resources, ports),
    observeDates(ports.files),
    statusOfAll(secrets, ports.files),
    statusOfAll(parentsOf(secrets), ports.files),
  ]);
  const seenOf = (resource: (typeof resources)[number]) => observations.get(subjectOf(resource));
  return {
    certificates: resources.filter(isCertificate).flatMap((resource) => {
      const seen = seenOf(resource);
      return seen?.kind === "certificate" ? [{ resource, seen: seen.seen }] : [];
    }),
    keyPairs: resources.filter(isKeyPair).flatMap((resource) => {
      const seen = seenOf(resource);
      return seen?.kind === "key-pair" ? [{ resource, seen: seen.seen }] : [];
    }),
    kubeconfigs: resources.filter(isKubeconfig).flatMap((resource) => {
      const seen = seenOf(resource);
      return seen?.kind === "kubeconfig" ? [{ resource, seen: seen.seen }] : [];
    }),
    dates,
    directories: parents,
    secrets: statuses,
  };
}

type Credential = CertificateResource | KeyPairResource | KubeconfigResource;
const isCertificate = (resource: Credential): resource is CertificateResource => resource.kind === "certificate";
const isKeyPair = (resource: Credential): resource is KeyPairResource => resource.kind === "key-pair";
const isKubeconfig = (resource: Credential): resource is KubeconfigResource => resource.kind === "kubeconfig";

async function statusOfAll(paths: readonly AbsolutePath[], files: FileSystem): Promise<readonly SeenStatus[]> {
  return Promise.all(paths.map(async (path) => ({ path, status: await files.status(path) })));
}

/** Every directory above one of `paths`, without /. */
function parentsOf(paths: readonly AbsolutePath[]): readonly AbsolutePath[] {
  const above = (path: AbsolutePath): readonly AbsolutePath[] => {
    const parent = parentOf(path);
    return parent === "/" ? [] : [...above(parent), parent];
  };
  return [...new Set(paths.flatMap(above))].toSorted();
}
