/** Every quantifier is bounded, so that no line takes longer than its length. */
const TOKEN = /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/gu;
const CERTIFICATE_KEY = /\b[0-9a-fA-F]{64}\b/gu;
const SECRET_FIELD =
  /((?:token|secret|password|certificatekey)[a-z]{0,20}["']?\s{0,20}[:=]\s{0,20})([^\s#,}][^#,}]{0,1000})/giu;

/** `line` with what may be a secret replaced by as many asterisks, so that columns stay where they are. */
export function maskSecrets(line: string): string {
  return line
    .replace(TOKEN, asterisks)
    .replace(CERTIFICATE_KEY, asterisks)
    .replace(SECRET_FIELD, (_, field: string, value: string) => field + asterisks(value));
}

/** Whether the value of a field with this name must not be shown. */
export function isSecretField(name: string | number | undefined): boolean {
  return typeof name === "string" && /token$|secret$|password$|certificatekey/iu.test(name);
}

function asterisks(secret: string): string {
  return "*".repeat(secret.length);
}
