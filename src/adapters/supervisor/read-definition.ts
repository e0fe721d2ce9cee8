import { readFileSync } from "node:fs";
import { parseEnvironmentFile } from "../../domain/environment-file.ts";
import type { ServiceDefinition } from "../../domain/service-definition.ts";

/** What to start, with all variables in place. */
export interface ServiceCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

const VARIABLE = /^\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?$/u;
const WORD = /"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+)/gu;

/** Reads a definition and its environment files as they are now. Throws where one is there but unreadable or malformed. */
export function readDefinition(path: string): ServiceCommand {
  const definition = JSON.parse(readFileSync(path, "utf8")) as ServiceDefinition;
  const environment = { ...definition.environment };
  for (const file of definition.environmentFiles) {
    Object.assign(environment, parseEnvironmentFile(readOptional(file)));
  }
  return {
    command: definition.command,
    args: definition.args.flatMap((arg) => expandArgument(arg, environment)),
    environment,
    workingDirectory: definition.workingDirectory,
  };
}

/** The words that `arg` stands for: those of a variable where it names one, otherwise itself. */
export function expandArgument(arg: string, environment: Readonly<Record<string, string>>): readonly string[] {
  const name = VARIABLE.exec(arg)?.groups?.["name"];
  return name === undefined ? [arg] : words(environment[name] ?? "");
}

function words(text: string): readonly string[] {
  const found: string[] = [];
  let end = -1;
  for (const match of text.matchAll(WORD)) {
    const { double, single, bare } = match.groups ?? {};
    const word = double?.replace(/\\(.)/gu, "$1") ?? single ?? bare ?? "";
    // --flag="a b" is one word: parts without a blank between them belong together.
    if (match.index === end) {
      found.push((found.pop() ?? "") + word);
    } else {
      found.push(word);
    }
    end = match.index + match[0].length;
  }
  return found;
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "";
    }
    throw error;
  }
}
