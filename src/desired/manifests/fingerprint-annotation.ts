import type { AbsolutePath } from "../../domain/absolute-path.ts";

/** What the keys of all annotations with fingerprints begin with. */
export const FINGERPRINT_PREFIX = "steadyplane.dev/fingerprint.";
const HOME = "/etc/kubernetes/";
// What follows the slash of an annotation's key has at most 63 characters.
const LONGEST_SLUG = 63 - "fingerprint.".length;
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9.-]|\/(?=[A-Za-z0-9]))*$/u;

/**
 * The key of the annotation with the fingerprint of `path`, another one for every path. A file below /etc/kubernetes
 * is named by its place there, `pki/etcd/ca.crt` as pki_etcd_ca.crt; any other by the end of its path and a hash.
 */
export function fingerprintAnnotation(path: AbsolutePath): string {
  return `${FINGERPRINT_PREFIX}${path.startsWith(HOME) ? slugAtHome(path) : hashedSlug(path)}`;
}

function slugAtHome(path: string): string {
  const place = path.slice(HOME.length);
  const isPlain = PLAIN.test(place) && /[A-Za-z0-9]$/u.test(place) && place.length <= LONGEST_SLUG;
  return isPlain ? place.replaceAll("/", "_") : hashedSlug(path);
}

// Two underscores keep these apart from the plain ones, where no two can meet.
function hashedSlug(path: string): string {
  const hash = fnv1a(path);
  const tail = path.replace(/[^A-Za-z0-9.-]+/gu, "_").slice(-(LONGEST_SLUG - hash.length - 2));
  return `${tail.replace(/^[^A-Za-z0-9]+/u, "")}__${hash}`;
}

// It keeps two names apart; nothing that has to withstand an attack depends on it.
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
