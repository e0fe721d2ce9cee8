import { readFileSync } from "node:fs";
import { parseEnvironmentFile } from "../../domain/environment-file.ts";
import { splitWords } from "../../domain/split-words.ts";
import type { ServiceDefinition } from "../../domain/service-definition.ts";

/** What to start, with all variables in place. */
export interface ServiceCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

const VARIABLE = /^\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?$/u;

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
  return name === undefined ? [arg] : splitWords(environment[name] ?? "");
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
