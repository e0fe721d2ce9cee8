import type { CertificateProblem } from "../../domain/certificate-observation.ts";
import type { Finding } from "../../domain/finding.ts";
import { unreachable } from "../../domain/unreachable.ts";

/** Where a certificate is and who can make it anew, for the words of a finding. */
export interface CertificatePlace {
  /** For example `Certificate-apiserver`. */
  readonly check: string;
  /** One path where certificate and key share a file. */
  readonly certPath: string;
  readonly keyPath: string;
  /** The authority's name; undefined for an authority itself and for bare keys. */
  readonly signedBy: string | undefined;
  /** Whether a new one can be made on this host. */
  readonly isRenewable: boolean;
}

const RUN_AGAIN = "Run the same command again.";
const UNTOUCHED = "Nothing was changed.";

/** Why a certificate that is there cannot be used, as a finding that rejects. */
export function explainCertificateProblem(problem: CertificateProblem, place: CertificatePlace): Finding {
  const { what, why } = describe(problem, place);
  return { check: place.check, level: "reject", what, why: `${why} ${UNTOUCHED}`, fix: remedies(problem, place) };
}

function describe(problem: CertificateProblem, place: CertificatePlace): { what: string; why: string } {
  const { certPath, keyPath } = place;
  const authority = `the authority ${place.signedBy ?? ""}`.trim();
  switch (problem.kind) {
    case "expired":
      return { what: `${certPath} expired on ${day(problem.notAfter)}.`, why: "Every peer refuses it." };
    case "not-yet-valid":
      return {
        what: `${certPath} is not valid before ${day(problem.notBefore)}.`,
        why: "Every peer refuses it, or this host's clock is wrong.",
      };
    case "issuer-absent":
      return {
        what: `${certPath} is there, but not ${authority}, which should have signed it.`,
        why: "A new authority would not be the one that signed it.",
      };
    case "foreign-issuer":
      return {
        what: `${certPath} was not signed by ${authority}: its issuer is "${problem.issuer}".`,
        why: "The components trust only their own authority, so they would refuse it.",
      };
    case "not-an-authority":
      return {
        what: `${certPath} is no certificate authority.`,
        why: "What is signed with its key is trusted by nobody.",
      };
    case "missing-sans":
      return {
        what: `${certPath} does not carry ${problem.names.join(", ")}.`,
        why: "Clients that connect to one of these refuse it.",
      };
    case "wrong-usages":
      return { what: `${certPath} is not for ${problem.missing.join(" and ")}.`, why: "Its peers refuse it." };
    case "other-common-name":
      return {
        what: `${certPath} is issued to "${problem.found}".`,
        why: "The API server would take its holder for somebody else.",
      };
    case "key-missing":
      return {
        what: `${keyPath} is not there, but ${certPath} is.`,
        why: "A certificate is of no use without its key.",
      };
    case "key-unreadable":
      return {
        what: `${keyPath} cannot be read (${problem.reason}).`,
        why: "It cannot be used, and is not overwritten.",
      };
    case "not-a-key":
      return {
        what: `${keyPath} holds no private key without passphrase.`,
        why: "The component could not start with it.",
      };
    case "key-mismatch":
      return {
        what: `${keyPath} and ${certPath} do not belong together.`,
        why: "The component could not start with them.",
      };
    case "key-readable-by-others":
      return {
        what: `${keyPath} can be read by others than root (mode ${octal(problem.mode)}).`,
        why: "Whoever has read it can act in its name.",
      };
    case "key-owned-by-other":
      return { what: `${keyPath} belongs to ${problem.owner}.`, why: "Whoever owns a key can act in its name." };
    default:
      return unreachable(problem);
  }
}

function remedies(problem: CertificateProblem, place: CertificatePlace): readonly string[] {
  switch (problem.kind) {
    case "key-readable-by-others":
      return [`chmod 0600 ${place.keyPath}`, RUN_AGAIN];
    case "key-owned-by-other":
      return [`chown root:root ${place.keyPath}`, RUN_AGAIN];
    case "key-unreadable":
      return [`stat ${place.keyPath}`, RUN_AGAIN];
    case "issuer-absent":
      return [`Put the authority ${place.signedBy ?? ""} back.`, ...replacement(place)];
    case "not-yet-valid":
      return ["date", ...replacement(place)];
    default:
      return replacement(place);
  }
}

/** How to get a new pair. What is moved away can be brought back. */
function replacement({ certPath, keyPath, signedBy, isRenewable }: CertificatePlace): readonly string[] {
  const paths = [...new Set([certPath, keyPath])];
  const moves = paths.map((path) => `mv ${path} ${path}.old`).join(" && ");
  if (isRenewable) {
    return [moves, "Run the same command again: it makes a new one."];
  }
  return signedBy === undefined
    ? [`Provide ${paths.join(" and ")} anew, and everything that it has signed.`]
    : [`Have the holder of the authority ${signedBy} make ${paths.join(" and ")} anew.`];
}

function day(ms: number): string {
  return new Date(ms).toISOString().replace(".000", "");
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
