import type { AuthorityId } from "../../domain/certificate-request.ts";
import type { CertificateResource, DesiredResource } from "../../domain/resource.ts";

/** The authorities among `resources`, by name. */
export function authoritiesOf(resources: readonly DesiredResource[]): ReadonlyMap<AuthorityId, CertificateResource> {
  return new Map(
    resources.flatMap((resource) =>
      resource.kind === "certificate" && isAuthorityId(resource.id) ? [[resource.id, resource] as const] : [],
    ),
  );
}

function isAuthorityId(id: string): id is AuthorityId {
  return id === "ca" || id === "front-proxy-ca" || id === "etcd-ca";
}
