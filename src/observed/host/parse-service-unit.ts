import { splitWords } from "../../domain/split-words.ts";

/** What a unit's [Service] sections say about the command, drop-ins included. */
export interface ServiceUnit {
  readonly execStart: string | undefined;
  readonly environment: ReadonlyMap<string, string>;
  /** In the order in which they are read; a later one wins. */
  readonly environmentFiles: readonly string[];
}

/** The unit's text followed by its drop-ins', folded as systemd folds them: an empty value resets its list. */
export function parseServiceUnit(texts: readonly string[]): ServiceUnit {
  const settings = texts.flatMap(serviceSettings);
  return {
    execStart: valuesOf(settings, "ExecStart")
      .at(-1)
      ?.replace(/^[@:+!|-]+/u, ""),
    environment: new Map(valuesOf(settings, "Environment").flatMap(splitWords).map(assignment)),
    environmentFiles: valuesOf(settings, "EnvironmentFile").map((value) => value.replace(/^-/u, "")),
  };
}

interface Setting {
  readonly key: string;
  readonly value: string;
}

function serviceSettings(text: string): readonly Setting[] {
  let section = "";
  return text
    .replaceAll(/\\\n/gu, " ")
    .split("\n")
    .flatMap((line) => {
      section = /^\[(?<name>[^\]]+)\]/u.exec(line)?.groups?.["name"] ?? section;
      const { key, value } = /^\s*(?<key>[A-Za-z]+)\s*=(?<value>.*)$/u.exec(line)?.groups ?? {};
      return section === "Service" && key !== undefined && value !== undefined ? [{ key, value: value.trim() }] : [];
    });
}

function valuesOf(settings: readonly Setting[], key: string): readonly string[] {
  const values = settings.flatMap((setting) => (setting.key === key ? [setting.value] : []));
  return values.slice(values.lastIndexOf("") + 1);
}

function assignment(word: string): readonly [string, string] {
  const at = word.indexOf("=");
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}
