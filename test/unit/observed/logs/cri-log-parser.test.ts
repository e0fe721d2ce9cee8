import fc from "fast-check";
import { expect, it } from "vitest";
import { CriLogParser } from "../../../../src/observed/logs/cri-log-parser.ts";

const T1 = "2026-11-23T09:25:05.735625000Z";
const T2 = "2026-11-23T09:25:06.000000000Z";
const feed = (...texts: readonly string[]) => {
  const parser = new CriLogParser();
  return [...texts.flatMap((text) => parser.feed(Buffer.from(text))), ...parser.end()];
};

it("takes time, stream and text apart", () => {
  expect(feed(`${T1} stderr F I1123 a line\n${T2} stdout F \n`)).toEqual([
    { at: T1, stream: "stderr", text: "I1123 a line" },
    { at: T2, stream: "stdout", text: "" },
  ]);
});

it("joins the parts of a line, each stream for itself", () => {
  const text = `${T1} stdout P one \n${T1} stderr P three \n${T2} stdout F two\n${T2} stderr F four\n`;
  expect(feed(text)).toEqual([
    { at: T1, stream: "stdout", text: "one two" },
    { at: T1, stream: "stderr", text: "three four" },
  ]);
});

it("passes on what was begun and never ended", () => {
  expect(feed(`${T1} stdout P begun`)).toEqual([{ at: T1, stream: "stdout", text: "begun" }]);
});

it("passes on what is in no such format", () => {
  expect(feed("panic: out of cheese\n")).toEqual([{ at: undefined, stream: "stdout", text: "panic: out of cheese" }]);
});

it("makes the same of any pieces, characters that were cut in two included", () => {
  const whole = Buffer.from(`${T1} stdout P grün \n${T2} stdout F 🙂 weiter\n${T2} stderr F ende\n`);
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
      const parser = new CriLogParser();
      const bounds = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const lines = bounds.slice(1).flatMap((end, index) => parser.feed(whole.subarray(bounds[index], end)));
      expect(lines.map(({ text }) => text)).toEqual(["grün 🙂 weiter", "ende"]);
    }),
  );
});
