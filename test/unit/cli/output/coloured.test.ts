import { expect, test } from "vitest";
import { coloured } from "../../../../cli/output/coloured.ts";

test("the first line and the bad rows have a colour, and nothing else", () => {
  const text = "node-1 is not healthy.\n\netcd            ok\nkube-apiserver  exited";
  expect(coloured(text, { isGood: false, badRows: ["kube-apiserver"] })).toBe(
    "\u001B[31mnode-1 is not healthy.\u001B[39m\n\netcd            ok\n\u001B[31mkube-apiserver  exited\u001B[39m",
  );
  expect(coloured("node-1 is healthy.", { isGood: true, badRows: [] })).toBe("\u001B[32mnode-1 is healthy.\u001B[39m");
});
