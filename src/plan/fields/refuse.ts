import type { RefusedClass } from "../../domain/field-class.ts";
import type { RefusedChange } from "../../domain/refused-change.ts";
import { printable } from "../differences/printable.ts";
import { UNCHANGED } from "../preflight/findings.ts";
import type { FieldRow, FlagRow, Values } from "./field-row.ts";

export interface Refusal {
  /** The field as users find it. */
  readonly field: string;
  readonly subject: string;
  readonly before: Values;
  readonly after: Values;
  /** How the value from before is written. */
  readonly restore: string;
}

/** The finding that says why a change is not made. */
export function refuse(row: FieldRow | FlagRow, fieldClass: RefusedClass, refusal: Refusal): RefusedChange {
  const { field, subject, before, after, restore } = refusal;
  return {
    check: `Field-${field}`,
    level: "reject",
    fieldClass,
    what: `${subject} would change from ${shown(before)} to ${shown(after)}, which ${CLAUSE[fieldClass]}.`,
    why: `${row.reason} ${UNCHANGED}`,
    fix: [
      restore,
      ...(row.steps ?? []).map((step, index) => `Or in steps, each a change of its own (${index + 1}): ${step}`),
      ...OTHERWISE[fieldClass],
    ],
  };
}

const CLAUSE: Readonly<Record<RefusedClass, string>> = {
  never: "cannot be done to a cluster that exists",
  upgrade: "is an upgrade",
  readdress: "moves the node",
  steps: "cannot be done in one step",
};

const OTHERWISE: Readonly<Record<RefusedClass, readonly string[]>> = {
  never: ["A cluster with the other value is a new one: steadyplane reset, then init. All that it holds is lost then."],
  upgrade: ["An upgrade is an operation of its own, which apply does not make."],
  readdress: ["To move a node is an operation of its own, which apply does not make."],
  steps: [],
};

function shown(values: Values): string {
  return values.length === 0 ? "nothing" : printable(values.join(","));
}
