import { expect, it } from "vitest";
import { errorAsJson, formatError } from "../../../../cli/output/format-error.ts";
import { ToolError } from "../../../../src/errors/tool-error.ts";

const error = new ToolError(
  "PortInUse",
  "preflight",
  {
    what: "Port 6443 is in use.",
    why: "Two cannot share it. Nothing was changed.",
    fix: ["systemctl stop nginx", "Or take another port."],
  },
  { evidence: ["nginx (pid 812)"] },
);

it("says what, the evidence, why, and what to do, in that order", () => {
  expect(formatError(error)).toBe(
    [
      "PortInUse: Port 6443 is in use.",
      "  nginx (pid 812)",
      "  Why  Two cannot share it. Nothing was changed.",
      "  Fix  1. systemctl stop nginx",
      "       2. Or take another port.",
    ].join("\n"),
  );
});

it("numbers no single step", () => {
  const single = new ToolError("A", "usage", { what: "B.", why: "C.", fix: ["D."] });
  expect(formatError(single).split("\n").at(-1)).toBe("  Fix  D.");
});

it("is the same as JSON", () => {
  expect(errorAsJson(error)).toMatchObject({
    kind: "error",
    code: "PortInUse",
    category: "preflight",
    evidence: ["nginx (pid 812)"],
  });
});
