import type { RefusedClass } from "../../domain/field-class.ts";
import type { RefusedChange } from "../../domain/refused-change.ts";
import type { Specs } from "../../domain/specs.ts";
import type { FieldRow } from "./field-row.ts";
import { FIELD_TABLE } from "./field-table.ts";
import { refuse } from "./refuse.ts";
import { fieldValues } from "./values.ts";

/** What the configuration changes and `apply` refuses: every field of a class that is not for it. */
export function checkFields(before: Specs, after: Specs): readonly RefusedChange[] {
  const rows = Object.values(FIELD_TABLE).flat();
  const refusals = rows.flatMap((row) => {
    const refusal = refusedBy(row, before, after);
    return refusal === undefined ? [] : [{ row, refusal }];
  });
  const refused = new Set(refusals.map(({ row }) => row.field));
  return refusals
    .filter(({ row }) => row.follows?.some((field) => refused.has(field)) !== true)
    .map(({ refusal }) => refusal);
}

function refusedBy(row: FieldRow, specsBefore: Specs, specsAfter: Specs): RefusedChange | undefined {
  if (!isRefused(row.class)) {
    return undefined;
  }
  const [before, after] = [fieldValues(specsBefore, row), fieldValues(specsAfter, row)];
  if (before.join("\n") === after.join("\n") || row.unless?.holds(before, after) === true) {
    return undefined;
  }
  const restore =
    before.length === 0
      ? `Leave ${row.field} out of the configuration, as it was.`
      : `Set ${row.field} to what it was: ${before.join(",")}`;
  return refuse(row, row.class, { field: row.field, subject: row.field, before, after, restore });
}

function isRefused(fieldClass: FieldRow["class"]): fieldClass is RefusedClass {
  return ["upgrade", "readdress", "steps", "never"].includes(fieldClass);
}
