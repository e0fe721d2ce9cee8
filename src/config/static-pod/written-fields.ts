import type { JsonObject, JsonValue } from "../../domain/json.ts";
import { parseQuantity } from "../../domain/parse-quantity.ts";
import type { Path } from "../path.ts";

/** What is written in a field, where it is of the type asked for; otherwise what stands for nothing. */
export const mapIn = (value: JsonValue | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const textIn = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

export const numberIn = (value: JsonValue | undefined): number | undefined =>
  typeof value === "number" ? value : undefined;

/** What a quantity stands for. */
export const amountIn = (value: JsonValue | undefined): number | undefined =>
  typeof value === "string" || typeof value === "number" ? parseQuantity(String(value).trim()) : undefined;

/** The items of a list as maps, each with where it is. */
export function itemsIn(value: JsonValue | undefined, path: Path): readonly { readonly item: JsonObject; at: Path }[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : [];
  return list.map((item, index) => ({ item: mapIn(item), at: [...path, index] }));
}

/** The items of a list as texts, each with where it is. */
export function textsIn(value: JsonValue | undefined, path: Path): readonly { readonly text: string; at: Path }[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : [];
  return list.map((item, index) => ({ text: textIn(item), at: [...path, index] }));
}

/** Whether a field is written and not null. */
export const isSet = (value: JsonValue | undefined): boolean => value !== undefined && value !== null;

/** Where all containers are written. */
export function containersIn(spec: JsonObject): readonly { readonly item: JsonObject; at: Path; isInit: boolean }[] {
  return [
    ...itemsIn(spec["containers"], ["spec", "containers"]).map((container) => ({ ...container, isInit: false })),
    ...itemsIn(spec["initContainers"], ["spec", "initContainers"]).map((container) => ({ ...container, isInit: true })),
  ];
}
