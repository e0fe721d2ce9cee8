import { expect, test } from "vitest";
import { DOCTOR_CHECKS, DOCTOR_CHECKS_BY_SUBJECT } from "../../src/diagnose/doctor/doctor-checks.ts";
import type { DoctorCheck } from "../../src/diagnose/doctor/doctor-check.ts";

const HOSTS = { every: "", bare: " (on a bare host)", node: " (on a node)" } as const;

function line({ name, hosts, looksAt, finds, remedy }: DoctorCheck): string {
  return `| \`${name}\` | ${looksAt}${HOSTS[hosts]} | ${finds} | ${remedy} |`;
}

function reference(): string {
  const subjects = Object.entries(DOCTOR_CHECKS_BY_SUBJECT).map(([subject, checks]) =>
    [`## ${subject}`, "", "| check | looks at | finds | fix |", "|---|---|---|---|", ...checks.map(line), ""].join(
      "\n",
    ),
  );
  return [
    "# The checks of `steadyplane doctor`",
    "",
    "Each has a permanent name and ends with pass, warn, reject or *could not tell*, which is neither good nor bad. Only a rejection makes the exit status 1. Nothing is written, on this host or elsewhere.",
    "",
    "This page is made from `src/diagnose/doctor`; `npx vitest run --project architecture --update` makes it anew.",
    "",
    ...subjects,
  ].join("\n");
}

test("every check of doctor is in the reference", async () => {
  expect(DOCTOR_CHECKS.length).toBeGreaterThan(60);
  await expect(reference()).toMatchFileSnapshot("../../docs/checks.md");
});
