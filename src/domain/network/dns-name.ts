const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/u;

/** RFC 1123 label in lower case: at most 63 characters. */
export function isDnsLabel(text: string): boolean {
  return LABEL.test(text);
}

/** RFC 1123 subdomain as Kubernetes checks it: lower case, at most 253 characters. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

/** `*.` and a subdomain. */
export function isWildcardDnsName(text: string): boolean {
  return text.startsWith("*.") && isDnsSubdomain(text.slice(2));
}
