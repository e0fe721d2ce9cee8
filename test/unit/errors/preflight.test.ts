import { expect, test } from "vitest";
import { EXIT_STATUS } from "../../../src/errors/tool-error.ts";
import { preflightError } from "../../../src/errors/preflight.ts";
import { rejected, warned } from "../../../src/plan/preflight/findings.ts";

const port = rejected("Port-6443", {
  what: "Port 6443 is already in use by nginx (pid 812).",
  why: "kube-apiserver must listen on it.",
  fix: ["ps -p 812", "Stop that process."],
});
const swap = warned("Swap", { what: "Swap is on.", why: "Be careful.", fix: ["swapon --show"] });

test("is none where nothing was rejected", () => {
  expect(preflightError([swap])).toBeUndefined();
});

test("holds every rejected finding with what, why and fix, and no warning", () => {
  const error = preflightError([swap, port]);
  expect(error?.code).toBe("PreflightFailed");
  expect(EXIT_STATUS[error?.category ?? "failed"]).toBe(3);
  expect(error?.evidence).toEqual([
    "Port-6443: Port 6443 is already in use by nginx (pid 812).",
    "  Why  kube-apiserver must listen on it. Nothing was changed.",
    "  Fix  1. ps -p 812",
    "       2. Stop that process.",
  ]);
  expect(error?.explanation.fix.at(-1)).toContain("--ignore-preflight-errors=Port-6443");
});
