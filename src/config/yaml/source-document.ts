import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type ParsedNode } from "yaml";
import type { JsonValue } from "../../domain/json.ts";
import type { Path } from "../path.ts";

/** One YAML document of a file, as a value and as the nodes that remember where everything stands. */
export interface SourceDocument {
  readonly root: ParsedNode;
  readonly value: JsonValue;
}

/**
 * Where the value at `path` starts, or the nearest value around it that is written. A block of fields or items is shown
 * by the name above it.
 */
export function offsetOfValue(document: SourceDocument, path: Path): number {
  const reached = path.filter((_, index) => isWrittenAt(document, path.slice(0, index + 1)));
  const node = nodeAt(document, reached);
  const isBlock = isCollection(node) && node.flow !== true;
  return (isBlock ? startOf(keyNodeAt(document, reached)) : undefined) ?? startOf(node) ?? startOf(document.root) ?? 0;
}

/** Where the name of the field at `path` starts; for a list item, the item. */
export function offsetOfKey(document: SourceDocument, path: Path): number {
  return startOf(keyNodeAt(document, path)) ?? offsetOfValue(document, path);
}

/** Whether something is written at `path`. */
export function isWrittenAt(document: SourceDocument, path: Path): boolean {
  return nodeAt(document, path) !== undefined;
}

/** Where a node begins in the text; undefined for one that is not there, such as an empty value. */
export function startOf(node: unknown): number | undefined {
  const range = (node as { readonly range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[0];
}

/** The text of a key; undefined where the key is no plain text. */
export function keyOf(key: unknown): string | undefined {
  return isScalar(key) && typeof key.value === "string" ? key.value : undefined;
}

function nodeAt(document: SourceDocument, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, segment) => childOf(node, segment), document.root);
}

function keyNodeAt(document: SourceDocument, path: Path): unknown {
  const parent = nodeAt(document, path.slice(0, -1));
  return isMap(parent) ? parent.items.find((pair) => keyOf(pair.key) === path.at(-1))?.key : undefined;
}

function childOf(node: Node | undefined, segment: string | number): Node | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === segment);
    return (pair?.value ?? undefined) as Node | undefined;
  }
  return isSeq(node) && typeof segment === "number" ? (node.items[segment] as Node | undefined) : undefined;
}
