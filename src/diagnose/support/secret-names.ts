const SECRET =
  /(?:pass(?:word|wd|phrase|code)|secret|token|credential|private[-_]?key|(?:api|access|client|certificate|encryption|signing)[-_]?key(?:[-_]?data)?|apikey|\bauth\b|basic[-_]?auth)/iu;
const HARMLESS = /^(?:true|false|null|\/[^\s,]*|[0-9.]+(?:ns|us|ms|s|m|h)[0-9.nsumh]*|)$/u;
/** Names that end like this hold the place of a secret, or how it is dealt with. */
const ABOUT = /(?:file|path|dir|ttl|name|url|issuer|audiences?|mode|group|expiration|lifetime|algorithm)s?$/iu;

/** Whether the value of a flag, variable or field with this name may be a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name);
}

/** Whether `value` cannot be one: a switch, a path, a duration, nothing. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}
