import type { JsonValue } from "../domain/json.ts";
import { quote } from "./describe-value.ts";
import { DOCUMENT_KINDS, isDocumentKind, KUBEADM_API, type DocumentKind } from "./document-kinds.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./path.ts";

/** Which document it is, or why it is none that can be read. */
export type Identity =
  | { readonly isKnown: true; readonly kind: DocumentKind }
  | { readonly isKnown: false; readonly path: Path; readonly message: string; readonly suggestion: string | undefined };

/** The last kubeadm that reads each older version: validateSupportedVersion in cmd/kubeadm/app/util/config/common.go. */
const MIGRATED_BY: Readonly<Record<string, string>> = {
  "kubeadm.k8s.io/v1alpha1": "v1.11",
  "kubeadm.k8s.io/v1alpha2": "v1.12",
  "kubeadm.k8s.io/v1alpha3": "v1.14",
  "kubeadm.k8s.io/v1beta1": "v1.15",
  "kubeadm.k8s.io/v1beta2": "v1.22",
  "kubeadm.k8s.io/v1beta3": "v1.36",
};

export function identifyDocument(value: JsonValue): Identity {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return unknown([], "the document is not a map of fields", "start it with apiVersion and kind");
  }
  const { apiVersion, kind } = value as { readonly [field: string]: JsonValue };
  if (typeof kind !== "string") {
    return unknown(
      kind === undefined ? [] : ["kind"],
      "the document has no kind",
      "add, for example, kind: ClusterConfiguration",
    );
  }
  if (typeof apiVersion !== "string") {
    const example = isDocumentKind(kind) ? DOCUMENT_KINDS[kind].apiVersion : KUBEADM_API;
    return unknown(
      apiVersion === undefined ? [] : ["apiVersion"],
      "the document has no apiVersion",
      `add apiVersion: ${example}`,
    );
  }
  return refusedVersion(apiVersion) ?? knownKind(apiVersion, kind);
}

function refusedVersion(apiVersion: string): Identity | undefined {
  const release = Object.hasOwn(MIGRATED_BY, apiVersion) ? MIGRATED_BY[apiVersion] : undefined;
  if (release !== undefined) {
    const command = `kubeadm config migrate --old-config FILE --new-config NEW`;
    const message = `${apiVersion} is not read: it is older than ${KUBEADM_API}`;
    return unknown(["apiVersion"], message, `migrate the file with kubeadm ${release}: ${command}`);
  }
  return apiVersion === "kubeadm.k8s.io/v1"
    ? unknown(
        ["apiVersion"],
        `${apiVersion} is not read: upstream calls it experimental and may still change it`,
        `write ${KUBEADM_API}`,
      )
    : undefined;
}

function knownKind(apiVersion: string, kind: string): Identity {
  if (!isDocumentKind(kind)) {
    const meant = nearest(kind, Object.keys(DOCUMENT_KINDS));
    const known = Object.keys(DOCUMENT_KINDS).join(", ");
    return unknown(
      ["kind"],
      `${quote(kind)} is not a kind of configuration`,
      meant ? didYouMean(meant) : `one of ${known}`,
    );
  }
  const expected = DOCUMENT_KINDS[kind].apiVersion;
  return apiVersion === expected
    ? { isKnown: true, kind }
    : unknown(["apiVersion"], `${quote(apiVersion)} is not the apiVersion of ${kind}`, `write ${expected}`);
}

function didYouMean(name: string): string {
  return `did you mean ${name}?`;
}

function unknown(path: Path, message: string, suggestion: string | undefined): Identity {
  return { isKnown: false, path, message, suggestion };
}
