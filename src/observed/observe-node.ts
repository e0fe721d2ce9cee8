import type { AuthorityId } from "../domain/certificate-request.ts";
import type { DesiredResource } from "../domain/resource.ts";
import { subjectOf } from "../domain/step.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Clock } from "../ports/clock.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { Services } from "../ports/services.ts";
import type { SeenNode, SeenResource } from "../plan/seen-node.ts";
import { observeCertificate } from "./certificates/observe-certificate.ts";
import { observeKeyPair } from "./certificates/observe-key-pair.ts";
import { observeKubeconfig } from "./certificates/observe-kubeconfig.ts";
import { seenFingerprints } from "./fingerprint.ts";
import { observeAccount } from "./observe-account.ts";
import { observeFile } from "./observe-file.ts";

export interface ObservePorts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly services: Services;
}

/** Looks at everything that `resources` are about. Reads only. */
export async function observeNode(resources: readonly DesiredResource[], ports: ObservePorts): Promise<SeenNode> {
  const authorities = await authorityPems(resources, ports.files);
  const seen = await Promise.all(
    resources.map(async (resource) => [subjectOf(resource), await observe(resource, authorities, ports)] as const),
  );
  const inputs = resources.flatMap((resource) => (resource.kind === "static-pod" ? resource.inputs : []));
  const { known, unreadable } = await seenFingerprints([...new Set(inputs)], ports.files);
  return { observations: new Map(seen), fingerprints: known, unreadableInputs: unreadable };
}

type AuthorityPems = ReadonlyMap<AuthorityId, string>;

async function authorityPems(resources: readonly DesiredResource[], files: FileSystem): Promise<AuthorityPems> {
  const pems = new Map<AuthorityId, string>();
  for (const resource of resources) {
    if (resource.kind === "certificate" && resource.request.isAuthority) {
      const text = await files.readText(resource.certPath);
      if (text.kind === "present") {
        pems.set(resource.id as AuthorityId, text.value);
      }
    }
  }
  return pems;
}

async function observe(
  resource: DesiredResource,
  authorities: AuthorityPems,
  { files, clock, services }: ObservePorts,
): Promise<SeenResource> {
  switch (resource.kind) {
    case "account":
      return { kind: "account", seen: await observeAccount(resource.name, files) };
    case "directory":
    case "file":
    case "static-pod":
      return { kind: "path", seen: await observeFile(resource.path, files) };
    case "certificate": {
      const { signedBy } = resource.request;
      const issuer = signedBy === "self" ? undefined : authorities.get(signedBy);
      return {
        kind: "certificate",
        seen: await observeCertificate(resource, issuer, files, clock.now()),
        authority: resource.request.isAuthority ? (resource.id as AuthorityId) : undefined,
      };
    }
    case "key-pair":
      return { kind: "key-pair", seen: await observeKeyPair(resource, files) };
    case "kubeconfig": {
      const authority = authorities.get(resource.authority);
      return { kind: "kubeconfig", seen: await observeKubeconfig(resource, authority, files, clock.now()) };
    }
    case "service":
      return { kind: "service", seen: await services.status(resource.name) };
    case "object":
      return { kind: "unknown-until", event: "api-server-ready" };
    default:
      return unreachable(resource);
  }
}
