import { der } from "./der.ts";
import type { DerNode } from "./der.ts";
import { OID } from "./object-identifiers.ts";

/** A subject as Go's pkix.Name writes it: all organizations in one set, then the common name. */
export function distinguishedName(commonName: string, organizations: readonly string[]): DerNode {
  const attributes = organizations.map((organization) => attribute(OID.organization, organization));
  return der.sequence(
    ...(attributes.length > 0 ? [der.setOf(attributes)] : []),
    der.setOf([attribute(OID.commonName, commonName)]),
  );
}

function attribute(type: string, value: string): DerNode {
  return der.sequence(der.objectIdentifier(type), der.text(value));
}
