import { expect, test } from "vitest";
import type { FieldRow, FlagRow } from "../../src/plan/fields/field-row.ts";
import { FIELD_TABLE } from "../../src/plan/fields/field-table.ts";
import { FLAG_TABLE } from "../../src/plan/fields/flag-table.ts";

const CLASSES = `| class | what happens |
|---|---|
| live | no process has to be told |
| handoff | the components named are replaced, one after the other, by instances with the new value |
| kubelet | the kubelet is restarted; containers go on |
| objects | only objects in the API change |
| upgrade | refused, exit status 3: it is an operation of its own |
| readdress | refused, exit status 3: to move a node is an operation of its own |
| steps | refused in one go, exit status 3: two configurations live side by side for a while, and whatever one writes or issues the other must already accept |
| never | refused, exit status 2 |`;

function fieldLine({ field, class: fieldClass, programs, reason, unless }: FieldRow): string {
  const exception = unless === undefined ? "" : ` Allowed: ${unless.says}.`;
  return `| \`${field}\` | ${fieldClass} | ${programs.join(", ")} | ${reason}${exception} |`;
}

function flagLine({ program, flag, class: flagClass, reason, unless }: FlagRow): string {
  const exception = unless === undefined ? "" : ` Allowed: ${unless.says}.`;
  return `| ${program} | \`--${flag}\` | ${flagClass} | ${reason}${exception} |`;
}

function reference(): string {
  const documents = Object.entries(FIELD_TABLE).map(([kind, rows]) =>
    [`## ${kind}`, "", "| field | class | concerns | why |", "|---|---|---|---|", ...rows.map(fieldLine), ""].join(
      "\n",
    ),
  );
  return [
    "# What can change on a node that works, and how",
    "",
    "This page is made from `src/plan/fields`; `npx vitest run --project architecture --update` makes it anew.",
    "",
    CLASSES,
    "",
    ...documents,
    "## Flags",
    "",
    "Flags are written in `extraArgs`. One that is not listed is changed by handoff, one of the kubelet by its restart.",
    "",
    "| program | flag | class | why |",
    "|---|---|---|---|",
    ...FLAG_TABLE.map(flagLine),
    "",
  ].join("\n");
}

test("every field and flag that has a class is in the reference", async () => {
  expect(Object.values(FIELD_TABLE).flat().length).toBeGreaterThan(60);
  await expect(reference()).toMatchFileSnapshot("../../docs/fields.md");
});
