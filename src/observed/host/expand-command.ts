import { splitWords } from "../../domain/split-words.ts";

/**
 * The words of an ExecStart line. `$NAME` as a word of its own becomes the value's words, `${NAME}` is replaced
 * inside its word; what is not set is empty, as with systemd.
 */
export function expandCommand(line: string, environment: ReadonlyMap<string, string>): readonly string[] {
  return splitWords(line).flatMap((word) => {
    const name = /^\$(?<name>[A-Za-z_]\w*)$/u.exec(word)?.groups?.["name"];
    return name === undefined
      ? [word.replaceAll(/\$\{(?<name>[A-Za-z_]\w*)\}/gu, (_, found: string) => environment.get(found) ?? "")]
      : splitWords(environment.get(name) ?? "");
  });
}
