import { expect, test } from "vitest";
import { OutputCollector } from "../../../src/adapters/output-collector.ts";

function collect(limit: number, chunks: readonly string[]) {
  const lines: string[] = [];
  const collector = new OutputCollector(limit, (line) => lines.push(line));
  for (const chunk of chunks) {
    collector.add(chunk);
  }
  return { text: collector.finish(), lines };
}

test("lines are whole, however they are cut into chunks", () => {
  expect(collect(100, ["on", "e\ntwo\n\nth", "ree"])).toEqual({
    text: "one\ntwo\n\nthree",
    lines: ["one", "two", "", "three"],
  });
});

test("the last characters are kept, of all and of a line", () => {
  const chunks = [..."abcdefghijklmnopq", "\nz"];
  expect(collect(4, chunks)).toEqual({ text: "pq\nz", lines: ["nopq", "z"] });
});

test("silence has no lines", () => {
  expect(collect(4, [])).toEqual({ text: "", lines: [] });
});
