import type { Specs } from "../../domain/specs.ts";
import type { FieldRow, FlagRow, Values } from "./field-row.ts";

/** The values of a flag in a command line, its default where it is not there. */
export function flagValues(command: readonly string[], { flag, holds, usual }: FlagRow): Values {
  const start = `--${flag}=`;
  const written = command.flatMap((argument, index) => {
    const next = command[index + 1];
    const isBare = argument === `--${flag}`;
    const apart = next === undefined || next.startsWith("-") ? "true" : next;
    return argument.startsWith(start) ? [argument.slice(start.length)] : isBare ? [apart] : [];
  });
  const values = written.length === 0 && usual !== undefined ? [usual] : written;
  switch (holds) {
    case "one":
      return values.slice(-1);
    case "ordered":
      return values;
    case "set":
      return [...new Set(values.flatMap((value) => value.split(",")))].filter((value) => value !== "").toSorted();
  }
}

/** The values of a field. */
export function fieldValues(specs: Specs, { at, of }: FieldRow): Values {
  const value = of === undefined ? valueAt(specs, at) : of(specs);
  if (value === undefined || value === null || value === "") {
    return [];
  }
  return Array.isArray(value) ? value.map(textOf) : [textOf(value)];
}

function valueAt(specs: Specs, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      specs,
    );
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
