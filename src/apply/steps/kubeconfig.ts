import type { KubeconfigResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import { renderKubeconfig } from "../../desired/kubeconfigs/render-kubeconfig.ts";
import type { KubeconfigCredential } from "../../desired/kubeconfigs/render-kubeconfig.ts";
import { withServer } from "../../desired/kubeconfigs/with-server.ts";
import { kubeconfigChanged, pkiFileAppeared } from "../../errors/pki.ts";
import { observeKubeconfig } from "../../observed/certificates/observe-kubeconfig.ts";
import { needsNewCredential } from "../../plan/certificates/needs-new-credential.ts";
import { writeFile } from "../write-file.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { KEY_MODE, PKI_OWNER } from "./pki-context.ts";
import type { PkiContext, PkiPorts } from "./pki-context.ts";
import { readIfPresent, readRequired } from "./read-pki-file.ts";
import { writeRotatingCredential } from "./rotating-credential.ts";

/**
 * Makes a kubeconfig with a new client certificate, or corrects the server of one that stays otherwise as it is. What
 * it names is written before it. Can be repeated.
 */
export async function applyKubeconfig(
  resource: KubeconfigResource,
  change: Change,
  context: PkiContext,
  ports: PkiPorts,
): Promise<void> {
  switch (change.kind) {
    case "keep":
      return;
    case "create":
      return createKubeconfig(resource, context, ports);
    case "replace":
      return correctKubeconfig(resource, context, ports);
  }
}

async function createKubeconfig(resource: KubeconfigResource, context: PkiContext, ports: PkiPorts): Promise<void> {
  const existing = await readIfPresent(resource.path, ports.files);
  if (existing === undefined) {
    return writeNewKubeconfig(resource, context, ports);
  }
  const { problems } = await observe(resource, context, ports);
  if (problems.length > 0) {
    throw pkiFileAppeared(resource.path);
  }
}

async function correctKubeconfig(resource: KubeconfigResource, context: PkiContext, ports: PkiPorts): Promise<void> {
  const { problems } = await observe(resource, context, ports);
  if (problems.some((problem) => needsNewCredential(resource, problem))) {
    return writeNewKubeconfig(resource, context, ports);
  }
  const parsed = parseKubeconfig(await readRequired(resource.path, ports.files));
  if (parsed === undefined) {
    throw kubeconfigChanged(resource.path);
  }
  await writeKubeconfig(resource, withServer(parsed, resource.server), context, ports);
}

/** What the kubeconfig's observation says now. Throws KubeconfigChanged where it is no longer one. */
async function observe(resource: KubeconfigResource, context: PkiContext, { files, clock }: PkiPorts) {
  const authorityPem = await readRequired(authorityOf(resource, context).certPath, files);
  const observation = await observeKubeconfig(resource, authorityPem, files, clock.now());
  if (observation.kind !== "present") {
    throw kubeconfigChanged(resource.path);
  }
  return observation;
}

async function writeNewKubeconfig(resource: KubeconfigResource, context: PkiContext, ports: PkiPorts): Promise<void> {
  const authorityPem = await readRequired(authorityOf(resource, context).certPath, ports.files);
  const credential = await makeCredential(resource, context, ports);
  await writeKubeconfig(resource, renderKubeconfig(resource, authorityPem, credential), context, ports);
}

async function makeCredential(
  resource: KubeconfigResource,
  context: PkiContext,
  ports: PkiPorts,
): Promise<KubeconfigCredential> {
  const keys = await ports.entropy.makeKeyPair(resource.request.algorithm);
  const certificatePem = await issueCertificate(resource.request, keys, context, ports);
  if (resource.credential.kind === "embedded") {
    return { kind: "embedded", certificatePem, privateKey: keys.privateKey };
  }
  await writeRotatingCredential(resource.credential.path, certificatePem, keys, context, ports);
  return { kind: "rotating", path: resource.credential.path };
}

async function writeKubeconfig(
  resource: KubeconfigResource,
  text: string,
  { transactionId }: PkiContext,
  { files }: PkiPorts,
): Promise<void> {
  await writeFile({ path: resource.path, text, mode: KEY_MODE, owner: PKI_OWNER }, files, transactionId);
}

function authorityOf(resource: KubeconfigResource, { authorities }: PkiContext) {
  const authority = authorities.get(resource.authority);
  if (authority === undefined) {
    throw new Error(`no authority ${resource.authority} among those of this run`);
  }
  return authority;
}
