import { parse } from "yaml";
import type { Difference } from "../../domain/difference.ts";
import { differenceAt } from "./difference-at.ts";
import { lineDifferences } from "./line-differences.ts";
import { isSecretName } from "./printable.ts";

/** `whole`: all of both counts. `wanted`: only what the second one states; what others added beside it is theirs. */
export type Manner = "whole" | "wanted";

interface Place {
  readonly path: string;
  readonly isSecret: boolean;
}

/** What differs between two decoded documents, by path, in the order of the second one. The order of maps does not count. */
export function fieldDifferences(before: unknown, after: unknown, manner: Manner = "whole"): readonly Difference[] {
  return compare(before, after, { path: "", isSecret: false }, manner);
}

/** A YAML map; undefined where `text` is anything else. */
export function parseMap(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: "error" });
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function compare(before: unknown, after: unknown, place: Place, manner: Manner): readonly Difference[] {
  if (before === after || (manner === "wanted" && isEmpty(after) && (before === undefined || before === null))) {
    return [];
  }
  if (isMap(before) && isMap(after)) {
    return compareMaps(before, after, place, manner);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return compareLists(before, after, place, manner);
  }
  return typeof before === "string" && typeof after === "string" && (before.includes("\n") || after.includes("\n"))
    ? compareTexts(before, after, place)
    : [at(place, before, after)];
}

function compareMaps(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  place: Place,
  manner: Manner,
): readonly Difference[] {
  const names = Object.keys(after);
  const dropped = manner === "whole" ? Object.keys(before).filter((name) => !Object.hasOwn(after, name)) : [];
  return [...names, ...dropped].flatMap((name) =>
    compare(
      before[name],
      after[name],
      { path: joined(place.path, name), isSecret: place.isSecret || isSecretName(name) },
      manner,
    ),
  );
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  place: Place,
  manner: Manner,
): readonly Difference[] {
  if ([...before, ...after].every((item) => typeof item !== "object" || item === null)) {
    return compareScalars(before, after, place);
  }
  const keys = before.length === 1 && after.length === 1 ? undefined : namesOf(before, after);
  const entry = (list: readonly unknown[], key: string): unknown =>
    keys === undefined ? list[Number(key)] : list.find((item) => nameOf(item) === key);
  // A list has one owner, so that what is not wanted in it has to go.
  return (keys ?? positions(before, after)).flatMap((key) => {
    const [old, wanted] = [entry(before, key), entry(after, key)];
    const isSecret = place.isSecret || [old, wanted].some((item) => isSecretName(nameOf(item) ?? ""));
    return compare(old, wanted, { path: `${place.path}[${key}]`, isSecret }, manner);
  });
}

function compareScalars(before: readonly unknown[], after: readonly unknown[], place: Place): readonly Difference[] {
  const differences = [
    ...after.filter((item) => !before.includes(item)).map((item) => at(place, undefined, item)),
    ...before.filter((item) => !after.includes(item)).map((item) => at(place, item, undefined)),
  ];
  const isSame = before.length === after.length && before.every((item, index) => item === after[index]);
  return differences.length > 0 || isSame ? differences : [at(place, before, after)];
}

/** Text with several lines is most often a document itself, whose layout does not matter. */
function compareTexts(before: string, after: string, place: Place): readonly Difference[] {
  if (place.isSecret) {
    return [at(place, before, after)];
  }
  const [old, wanted] = [parseMap(before), parseMap(after)];
  return old !== undefined && wanted !== undefined
    ? compare(old, wanted, place, "whole")
    : lineDifferences(before, after, place.path);
}

/** Names of the entries, where each has one of its own; undefined where they have to be told apart by their place. */
function namesOf(before: readonly unknown[], after: readonly unknown[]): readonly string[] | undefined {
  const areNamed = [before, after].every((list) => {
    const names = list.map(nameOf);
    return names.every((name) => name !== undefined) && new Set(names).size === names.length;
  });
  return areNamed ? [...new Set([...after, ...before].map((item) => nameOf(item) ?? ""))] : undefined;
}

function nameOf(item: unknown): string | undefined {
  return isMap(item) && typeof item["name"] === "string" ? item["name"] : undefined;
}

function positions(before: readonly unknown[], after: readonly unknown[]): readonly string[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => String(index));
}

function at({ path, isSecret }: Place, before: unknown, after: unknown): Difference {
  return isSecret ? { kind: "secret", path } : differenceAt(path, before, after);
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (isMap(value) && Object.keys(value).length === 0) ||
    (Array.isArray(value) && value.length === 0)
  );
}
