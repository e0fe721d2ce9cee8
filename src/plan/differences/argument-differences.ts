import type { Difference } from "../../domain/difference.ts";
import { differenceAt } from "./difference-at.ts";
import { isSecretName } from "./printable.ts";

interface Flag {
  readonly name: string;
  readonly value: string;
}

/** What differs between two command lines, by flag: values, repetitions, what is new or gone, and the order. */
export function argumentDifferences(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const [old, wanted] = [before.map(parseFlag), after.map(parseFlag)];
  const names = [...new Set([...wanted, ...old].map(({ name }) => name))];
  const values = names.flatMap((name) => flagDifferences(name, valuesOf(old, name), valuesOf(wanted, name)));
  return values.length > 0 ? values : orderDifference(old, wanted);
}

// A word without dashes is its own name, so that it is told apart from every other.
function parseFlag(argument: string): Flag {
  const end = argument.startsWith("-") ? argument.indexOf("=") : -1;
  return end === -1
    ? { name: argument, value: argument.startsWith("-") ? "true" : "" }
    : { name: argument.slice(0, end), value: argument.slice(end + 1) };
}

function valuesOf(flags: readonly Flag[], name: string): readonly string[] {
  return flags.filter((flag) => flag.name === name).map(({ value }) => value);
}

function flagDifferences(name: string, before: readonly string[], after: readonly string[]): readonly Difference[] {
  if (before.length === after.length && before.every((value, index) => value === after[index])) {
    return [];
  }
  if (isSecretName(name)) {
    return [{ kind: "secret", path: name }];
  }
  if (before.length === 1 && after.length === 1) {
    return [differenceAt(name, before[0], after[0])];
  }
  const added = without(after, before).map((value) => differenceAt(name, undefined, value));
  const removed = without(before, after).map((value) => differenceAt(name, value, undefined));
  return added.length + removed.length > 0
    ? [...added, ...removed]
    : [differenceAt(name, before.join(", then "), after.join(", then "))];
}

/** `values` with each of `others` taken out once. */
function without(values: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return values.filter((value) => {
    const found = left.indexOf(value);
    left.splice(found === -1 ? left.length : found, 1);
    return found === -1;
  });
}

/** The kubelet starts a Pod anew for another order as well. */
function orderDifference(before: readonly Flag[], after: readonly Flag[]): readonly Difference[] {
  const moved = after.filter(({ name }, index) => name !== before[index]?.name);
  const stood = before.filter(({ name }, index) => name !== after[index]?.name);
  return moved.length === 0 ? [] : [differenceAt("order of flags", named(stood), named(moved))];
}

function named(flags: readonly Flag[]): string {
  return flags.map(({ name }) => name).join(" ");
}
