import { expect, test } from "vitest";
import { demote } from "../../../../src/plan/preflight/demote.ts";
import { notTold, rejected } from "../../../../src/plan/preflight/findings.ts";
import { UNREADABLE } from "../../../support/preflight-facts.ts";

const explained = { what: "What.", why: "Why.", fix: ["fix"] };
const findings = [rejected("Port-6443", explained), rejected("Swap", explained), notTold("Mem", "it", UNREADABLE, [])];
const levels = (ignored: readonly string[]) => demote(findings, ignored).map(({ level }) => level);

test("turns only what is named into warnings, in any case of letters", () => {
  expect(levels([])).toEqual(["reject", "reject", "unknown"]);
  expect(levels(["port-6443"])).toEqual(["warn", "reject", "unknown"]);
  expect(levels(["SWAP", "nonsense"])).toEqual(["reject", "warn", "unknown"]);
});

test("takes `all` for every name", () => {
  expect(levels(["All"])).toEqual(["warn", "warn", "unknown"]);
});

test("does not say any more that nothing was changed", () => {
  expect(demote(findings, ["Swap"]).map(({ why }) => why)).toEqual([
    "Why. Nothing was changed.",
    "Why.",
    "This check could neither pass nor fail.",
  ]);
});
