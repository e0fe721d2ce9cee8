import { NodeEntropy } from "../../src/adapters/node-entropy.ts";
import { applyCertificate } from "../../src/apply/steps/certificate.ts";
import { applyKeyPair } from "../../src/apply/steps/key-pair.ts";
import { applyKubeconfig } from "../../src/apply/steps/kubeconfig.ts";
import { desiredKubeconfigs } from "../../src/desired/kubeconfigs/desired-kubeconfigs.ts";
import { authoritiesOf } from "../../src/desired/pki/authorities-of.ts";
import { desiredCertificates } from "../../src/desired/pki/desired-certificates.ts";
import type { AuthorityId } from "../../src/domain/certificate-request.ts";
import type { ClusterSpec } from "../../src/domain/cluster-spec.ts";
import type { Decision } from "../../src/domain/decision.ts";
import type { NodeSpec } from "../../src/domain/node-spec.ts";
import type { CertificateResource, KeyPairResource, KubeconfigResource } from "../../src/domain/resource.ts";
import { observeCertificate } from "../../src/observed/certificates/observe-certificate.ts";
import { observeKeyPair } from "../../src/observed/certificates/observe-key-pair.ts";
import { observeKubeconfig } from "../../src/observed/certificates/observe-kubeconfig.ts";
import { decideCertificate } from "../../src/plan/certificates/decide-certificate.ts";
import { decideKeyPair } from "../../src/plan/certificates/decide-key-pair.ts";
import { decideKubeconfig } from "../../src/plan/certificates/decide-kubeconfig.ts";
import { exampleClusterSpec, exampleNodeSpec } from "./example-specs.ts";
import { FakeClock } from "./fake-clock.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";

type PkiResource = CertificateResource | KeyPairResource | KubeconfigResource;

/** A host in memory whose keys, certificates and kubeconfigs are real. */
export class PkiHost {
  readonly files = new InMemoryFileSystem()
    .putDirectory("/etc/kubernetes/pki/etcd")
    .putDirectory("/var/lib/kubelet/pki", 0o700);
  readonly clock = new FakeClock();
  readonly entropy = new NodeEntropy();
  cluster: ClusterSpec = exampleClusterSpec();
  node: NodeSpec = exampleNodeSpec();
  #runs = 0;

  resources(): readonly PkiResource[] {
    return [...desiredCertificates(this.cluster, this.node), ...desiredKubeconfigs(this.cluster, this.node)];
  }
  certificate(id: string): CertificateResource {
    return this.#find(id, "certificate");
  }
  kubeconfig(id: string): KubeconfigResource {
    return this.#find(id, "kubeconfig");
  }
  pem(id: string): string {
    return this.files.text(this.certificate(id).certPath) ?? "";
  }

  /** Observes, decides and applies one resource after the other. What was decided, by id; what is rejected stays. */
  async run(): Promise<Readonly<Record<string, Decision>>> {
    this.#runs += 1;
    const transactionId = `tx${String(this.#runs).padStart(12, "0")}`;
    const context = { authorities: authoritiesOf(this.resources()), transactionId };
    const decisions: Record<string, Decision> = {};
    for (const resource of this.resources()) {
      const decision = await this.decide(resource);
      decisions[resource.id] = decision;
      if (decision.kind === "reject") {
        continue;
      }
      if (resource.kind === "certificate") {
        await applyCertificate(resource, decision, context, this);
      } else if (resource.kind === "key-pair") {
        await applyKeyPair(resource, decision, context, this);
      } else {
        await applyKubeconfig(resource, decision, context, this);
      }
    }
    return decisions;
  }

  async decide(resource: PkiResource): Promise<Decision> {
    const now = this.clock.now();
    if (resource.kind === "key-pair") {
      const isAuthorityExternal = !(await this.#hasKey("ca"));
      return decideKeyPair(resource, await observeKeyPair(resource, this.files), { isAuthorityExternal });
    }
    const { signedBy } = resource.request;
    const issuerPem = signedBy === "self" ? undefined : this.files.text(this.certificate(signedBy).certPath);
    const isIssuerKeyAvailable = signedBy === "self" || (await this.#hasKey(signedBy));
    return resource.kind === "certificate"
      ? decideCertificate(resource, await observeCertificate(resource, issuerPem, this.files, now), {
          isIssuerKeyAvailable,
        })
      : decideKubeconfig(resource, await observeKubeconfig(resource, issuerPem, this.files, now), {
          isIssuerKeyAvailable,
        });
  }

  async #hasKey(id: AuthorityId): Promise<boolean> {
    return this.files.text(this.certificate(id).keyPath) !== undefined;
  }
  #find<K extends "certificate" | "kubeconfig">(id: string, kind: K): Extract<PkiResource, { kind: K }> {
    const found = this.resources().find((resource) => resource.kind === kind && resource.id === id);
    if (found === undefined) {
      throw new Error(`no ${kind} ${id}`);
    }
    return found as Extract<PkiResource, { kind: K }>;
  }
}
