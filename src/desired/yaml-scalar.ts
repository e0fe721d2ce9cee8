// Raw, these are folded, refused or taken for the end of a line by the YAML parser of the kubelet; escaped, they are
// ordinary characters: DEL and the C1 controls, line and paragraph separator, byte order mark, U+FFFE and U+FFFF.
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

// JSON.stringify escapes a surrogate only where its partner is missing. The parser refuses that escape.
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/u;

/**
 * `value` as a YAML flow scalar, or flow collection, on one line: no value can end the line, open a map or change its
 * type. Throws a TypeError on undefined, and on text with half a surrogate pair, which has no YAML form.
 */
export function toYamlScalar(value: unknown): string {
  if (value === undefined) {
    throw new TypeError("a template used a field that its view does not have");
  }
  const json = JSON.stringify(value);
  if (LONE_SURROGATE.test(json)) {
    throw new TypeError(`text with half a surrogate pair has no YAML form: ${json}`);
  }
  return json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
