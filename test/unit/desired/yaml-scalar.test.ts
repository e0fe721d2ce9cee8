import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { toYamlScalar } from "../../../src/desired/yaml-scalar.ts";

it.each([
  ["a\u0085b", String.raw`"a\u0085b"`],
  ["\u007f", String.raw`"\u007f"`],
  ["a\u2028b\u2029", String.raw`"a\u2028b\u2029"`],
  ["\ufeff\uffff", String.raw`"\ufeff\uffff"`],
  ["two\nlines", String.raw`"two\nlines"`],
  ["😀", `"😀"`],
  [30, "30"],
  [{ name: "\u0085" }, String.raw`{"name":"\u0085"}`],
])("escapes what YAML parsers fold or refuse: %j", (value, expected) => {
  expect(toYamlScalar(value)).toBe(expected);
});

it.each(["\ud800", "a\udc00b", "\\\ud800"])("refuses half a surrogate pair: %j", (text) => {
  expect(() => toYamlScalar(text)).toThrow("half a surrogate pair");
});

it("takes a backslash before something like an escape for text", () => {
  expect(toYamlScalar(String.raw`\ud800`)).toBe(String.raw`"\\ud800"`);
});

it("refuses undefined", () => {
  expect(() => toYamlScalar(undefined)).toThrow(TypeError);
});

it("is one line that parses to what went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const scalar = toYamlScalar(text);
      expect(scalar).not.toMatch(/[\n\r\u0085\u2028\u2029]/u);
      expect(parse(scalar)).toBe(text);
    }),
  );
});
