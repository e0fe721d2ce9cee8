import type { CertificateProblem } from "../../../domain/certificate-observation.ts";
import type { CertificateResource } from "../../../domain/resource.ts";
import { explainCertificateProblem } from "../../../plan/certificates/explain-certificate-problem.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { count, looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { CertificateDates } from "../../../observed/certificates/observe-expiring.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { asDoctors } from "../from-preflight.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const AUTHORITY_SOON_DAYS = 180;

type Kind = CertificateProblem["kind"];

/** Certificates and their keys, as files. */
export const CERTIFICATE_CHECKS: readonly DoctorCheck[] = [
  {
    name: "certificates-present",
    hosts: "node",
    looksAt: "whether every certificate of the node is there and can be read",
    finds: "rejects one that is missing or no certificate",
    remedy: "steadyplane apply makes it, where the authority's key is here",
    look: (facts) => overCertificates(facts, (resource, seen) => presence(resource, seen)),
  },
  {
    name: "certificates-expiry",
    hosts: "node",
    looksAt: "until when certificates and those in kubeconfigs are valid",
    finds: `rejects one that has expired, warns ${SOON_DAYS} days before`,
    remedy: "renew it",
    look: ({ dates, now }) => expiryLook(dates, now, false, SOON_DAYS),
  },
  {
    name: "authorities-expiry",
    hosts: "node",
    looksAt: "until when the certificate authorities are valid",
    finds: `rejects one that has expired, warns ${AUTHORITY_SOON_DAYS} days before: everything it signed has to change`,
    remedy: "plan a new authority in time",
    look: ({ dates, now }) => expiryLook(dates, now, true, AUTHORITY_SOON_DAYS),
  },
  {
    name: "certificates-chain",
    hosts: "node",
    looksAt: "whether each certificate was signed by its authority, and is valid already",
    finds: "rejects another issuer, an authority that is none or not there, and a certificate of the future",
    remedy: "have it made anew by the right authority",
    look: (facts) => ofKinds(facts, ["foreign-issuer", "issuer-absent", "not-an-authority", "not-yet-valid"]),
  },
  {
    name: "certificates-names",
    hosts: "node",
    looksAt: "the names and addresses (SANs) in servers' certificates, against those under which they are reached",
    finds: "rejects one that lacks a name",
    remedy: "steadyplane apply adds it",
    look: (facts) => ofKinds(facts, ["missing-sans"]),
  },
  {
    name: "certificates-use",
    hosts: "node",
    looksAt: "what each certificate is for, and to whom it is issued",
    finds: "rejects one that is not for what it is used for, warns about another subject",
    remedy: "have it made anew",
    look: (facts) => ofKinds(facts, ["wrong-usages", "other-common-name"], ["other-common-name"]),
  },
  {
    name: "certificates-keys",
    hosts: "node",
    looksAt: "whether certificates and private keys belong together",
    finds: "rejects a key that is missing, unusable or another certificate's",
    remedy: "put the right key back, or have both made anew",
    look: (facts) => ofKinds(facts, ["key-mismatch", "not-a-key", "key-missing", "key-unreadable"]),
  },
];

type SeenCertificate = DoctorFacts["certificates"][number]["seen"];

function overCertificates(
  { certificates, specs }: DoctorFacts,
  find: (resource: CertificateResource, seen: SeenCertificate) => readonly DoctorFinding[],
): Look {
  return lookAt(specs, "which certificates there should be", () =>
    looked(
      count(certificates.length, "certificate"),
      certificates.flatMap(({ resource, seen }) => find(resource, seen)),
    ),
  );
}

function presence({ certPath, request }: CertificateResource, seen: SeenCertificate): readonly DoctorFinding[] {
  switch (seen.kind) {
    case "present":
      return [];
    case "unreadable":
      return [untold(`what ${certPath} is`, seen.reason)];
    case "absent":
    case "not-a-certificate": {
      const fix =
        request.signedBy === "self"
          ? ["Put it back from a backup: everything that it signed goes by it."]
          : ["steadyplane apply makes it, where the authority's key is here."];
      const what = `${certPath} is ${seen.kind === "absent" ? "not there" : "no certificate"}.`;
      return [rejection({ what, why: "What uses it does not start again.", fix })];
    }
  }
}

/** Certificates that have one of these problems; of `mild` ones it is only warned. */
function ofKinds(facts: DoctorFacts, kinds: readonly Kind[], mild: readonly Kind[] = []): Look {
  return overCertificates(facts, (resource, seen) => {
    if (seen.kind === "unreadable") {
      return [untold(`what ${resource.certPath} is`, seen.reason)];
    }
    const problems = seen.kind === "present" ? seen.problems.filter(({ kind }) => kinds.includes(kind)) : [];
    return problems.map((problem) => {
      const finding = explained(problem, resource, facts);
      return mild.includes(problem.kind) ? { ...finding, level: "warn" } : finding;
    });
  });
}

function explained(problem: CertificateProblem, resource: CertificateResource, facts: DoctorFacts): DoctorFinding {
  if (problem.kind === "key-unreadable") {
    return untold(`whether ${resource.keyPath} is the key of ${resource.certPath}`, problem.reason);
  }
  const { signedBy } = resource.request;
  const finding = explainCertificateProblem(problem, {
    check: "",
    certPath: resource.certPath,
    keyPath: resource.keyPath,
    signedBy: signedBy === "self" ? undefined : signedBy,
    isRenewable: signedBy !== "self" && hasKey(facts, signedBy),
  });
  return problem.kind === "missing-sans"
    ? { ...asDoctors(finding), fix: ["steadyplane apply makes it anew with these names."] }
    : asDoctors(finding);
}

/** Whether the key of an authority is on this host, so that certificates can be made here. */
export function hasKey({ certificates }: DoctorFacts, authority: string): boolean {
  const found = certificates.find(({ resource }) => resource.id === authority)?.seen;
  return found?.kind === "present" && found.hasKey;
}

function expiryLook(
  { known, unreadable }: CertificateDates,
  now: number,
  isAuthority: boolean,
  soonDays: number,
): Look {
  const own = known.filter((one) => one.isAuthority === isAuthority);
  const [first] = own.toSorted((a, b) => a.notAfter - b.notAfter);
  const fix = isAuthority
    ? ["Plan a new authority: everything that trusts this one has to learn it first."]
    : ["Move it and its key away; steadyplane apply makes them anew, where the authority's key is here."];
  const found = own
    .filter(({ notAfter }) => notAfter < now + soonDays * DAY_MS)
    .map(({ path, notAfter }) => {
      const days = Math.floor(Math.abs(notAfter - now) / DAY_MS);
      const at = new Date(notAfter).toISOString().replace(".000", "");
      return notAfter <= now
        ? rejection({
            what: `${path} expired ${count(days, "day")} ago, at ${at}.`,
            why: "Every peer refuses it.",
            fix,
          })
        : warning({
            what: `${path} expires in ${count(days, "day")}, at ${at}.`,
            why: "From then on every peer refuses it.",
            fix,
          });
    });
  const unknown = unreadable.map(({ path, reason }) => untold(`until when ${path} is valid`, reason));
  const saw =
    first === undefined
      ? "none"
      : `the first to expire: ${first.path}, ${new Date(first.notAfter).toISOString().slice(0, 10)}`;
  return looked(saw, [...found, ...unknown]);
}
