import type { $ZodType } from "zod/v4/core";
import type { ZodObject } from "zod";
import type { Path } from "./path.ts";

/** Names of the fields that the schema has at `path`; empty where any name may stand. */
export function schemaFields(schema: ZodObject, path: Path): readonly string[] {
  const reached = path.reduce<$ZodType | undefined>(step, schema);
  const shape = shapeOf(reached);
  return shape === undefined ? [] : Object.keys(shape);
}

function step(schema: $ZodType | undefined, segment: string | number): $ZodType | undefined {
  const inner = unwrap(schema);
  return typeof segment === "number" ? (inner as { element?: $ZodType })?.element : shapeOf(inner)?.[segment];
}

function shapeOf(schema: $ZodType | undefined): Readonly<Record<string, $ZodType>> | undefined {
  return (unwrap(schema) as { shape?: Readonly<Record<string, $ZodType>> } | undefined)?.shape;
}

function unwrap(schema: $ZodType | undefined): $ZodType | undefined {
  return schema?._zod.def.type === "optional"
    ? (schema._zod.def as unknown as { innerType: $ZodType }).innerType
    : schema;
}
