import type { AbsolutePath } from "../domain/absolute-path.ts";
import { ToolError } from "./tool-error.ts";

const FILES_STAY = "What was written before stays, and the next run goes on from it.";

/** A key or certificate that must be read cannot be. `reason` is the system's, such as EACCES. */
export function pkiFileUnreadable(path: AbsolutePath, reason: string): ToolError {
  return new ToolError("PkiFileUnreadable", "failed", {
    what: `${path} cannot be read (${reason}).`,
    why: `It is not replaced, since what it holds is unknown. ${FILES_STAY}`,
    fix: [`stat ${path}`, "Make it readable or move it away, then run the same command again."],
  });
}

/** The key to sign with is gone or was never here. */
export function issuerKeyAbsent(path: AbsolutePath): ToolError {
  return new ToolError("IssuerKeyAbsent", "failed", {
    what: `${path} is not there, so nothing can be signed with it.`,
    why: `A certificate is missing that this authority must sign. ${FILES_STAY}`,
    fix: [`ls -l ${path}`, "Put the authority's key there, or provide the certificates that it signs."],
  });
}

/** The key is not the one that the issuer's certificate speaks of. */
export function issuerKeyMismatch(issuer: string): ToolError {
  return new ToolError("IssuerKeyMismatch", "failed", {
    what: `The key of the authority "${issuer}" does not belong to its certificate.`,
    why: `What is signed with it would be trusted by nobody. Nothing was signed. ${FILES_STAY}`,
    fix: ["Restore the key that belongs to the authority's certificate, then run the same command again."],
  });
}

/** A signing key of a kind for which there is no signature in X.509 that Kubernetes accepts. */
export function unsupportedSigningKey(kind: string): ToolError {
  return new ToolError("UnsupportedSigningKey", "failed", {
    what: `The authority's key is of the kind ${kind}, with which certificates for Kubernetes cannot be signed.`,
    why: `RSA, ECDSA (P-256, P-384, P-521) and Ed25519 can. ${FILES_STAY}`,
    fix: ["Provide an authority with a key of one of these kinds."],
  });
}

/** Something is in the place of a file that was absent when the plan was made. */
export function pkiFileAppeared(path: AbsolutePath): ToolError {
  return new ToolError("PkiFileAppeared", "failed", {
    what: `${path} was absent a moment ago, and now something else is there.`,
    why: `It is not overwritten. ${FILES_STAY}`,
    fix: [`ls -l ${path}`, "Run the same command again: it looks at the file anew."],
  });
}

/** A kubeconfig is no longer what it was when the plan was made. */
export function kubeconfigChanged(path: AbsolutePath): ToolError {
  return new ToolError("KubeconfigChanged", "failed", {
    what: `${path} is no longer the kubeconfig that was looked at.`,
    why: `Its server was to be corrected; it is left as it is. ${FILES_STAY}`,
    fix: [`ls -l ${path}`, "Run the same command again: it looks at the file anew."],
  });
}
