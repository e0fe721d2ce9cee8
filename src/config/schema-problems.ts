import type { ZodObject } from "zod";
import type { $ZodIssue } from "zod/v4/core";
import type { JsonValue } from "../domain/json.ts";
import { describeValue } from "./describe-value.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./path.ts";
import { schemaFields } from "./schema-fields.ts";
import { wrongType } from "./wrong-type.ts";
import { isSecretField } from "./yaml/mask-secrets.ts";

/** What is wrong at a path of one document. */
export interface SchemaProblem {
  readonly path: Path;
  /** Whether the name of the field is wrong, and not its value. */
  readonly isAboutName: boolean;
  readonly message: string;
  readonly suggestion: string | undefined;
}

/** What in `value` the schema does not allow. At most `limit` problems are worked out. */
export function schemaProblems(schema: ZodObject, value: JsonValue, limit: number): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  // Each schema checks one document, so that compiling it first takes longer than to check it.
  for (const issue of schema.safeParse(value, { jitless: true }).error?.issues ?? []) {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      const room = Math.max(0, limit - problems.length);
      problems.push(...issue.keys.slice(0, room).map((name) => unknownField(schema, path, name)));
    } else if (problems.length < limit) {
      problems.push(wrongValue(issue, path, valueAt(value, path)));
    }
  }
  return problems;
}

function unknownField(schema: ZodObject, parent: Path, name: string): SchemaProblem {
  const fields = schemaFields(schema, parent);
  const meant = nearest(name, fields);
  const moved = Object.hasOwn(MOVED, name) ? MOVED[name] : undefined;
  const suggestion = moved ?? (meant === undefined ? undefined : `did you mean ${meant}?`);
  const known = fields.length > 0 && fields.length <= 12 ? `the fields here are ${fields.join(", ")}` : undefined;
  return {
    path: [...parent, name],
    isAboutName: true,
    message: "there is no such field",
    suggestion: suggestion ?? known,
  };
}

/** Fields of older API versions, and where they went. */
const MOVED: Readonly<Record<string, string>> = {
  timeoutForControlPlane: "write timeouts.controlPlaneComponentHealthCheck in an InitConfiguration",
  useHyperKubeImage: "remove it: there is no such image any more",
  mergeMethod: "remove it: only the experimental kubeadm.k8s.io/v1 has it",
};

function wrongValue(issue: $ZodIssue, path: Path, value: JsonValue | undefined): SchemaProblem {
  const isSecret = path.some((segment) => isSecretField(segment));
  const found = isSecret && typeof value !== "object" ? "something else" : describeValue(value);
  const explained = explain(issue, value, found);
  return { path, isAboutName: false, ...explained, suggestion: isSecret ? undefined : explained.suggestion };
}

function explain(
  issue: $ZodIssue,
  value: JsonValue | undefined,
  found: string,
): Pick<SchemaProblem, "message" | "suggestion"> {
  if (issue.code === "invalid_value") {
    const allowed = issue.values.filter((allowedValue) => allowedValue !== "").map(String);
    const meant = typeof value === "string" ? nearest(value, allowed) : undefined;
    return {
      message: `must be one of ${allowed.join(", ")}, found ${found}`,
      suggestion: meant === undefined ? undefined : `did you mean ${meant}?`,
    };
  }
  if (issue.code === "invalid_type" && value === undefined) {
    return { message: "is missing", suggestion: "write it, it has no default" };
  }
  if (issue.code === "invalid_type") {
    return wrongType(issue.expected, value, found);
  }
  return { message: `has a value that is not allowed, found ${found}`, suggestion: undefined };
}

/** The value at `path`, undefined where there is none. */
function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inner, segment) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, segment)
        ? (inner as Readonly<Record<string | number, JsonValue>>)[segment]
        : undefined,
    value,
  );
}
