import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../../src/desired/yaml-text.ts";
import type { JsonObject } from "../../../src/domain/json.ts";

it("sorts keys and indents lists as Kubernetes' own tools do", () => {
  expect(yamlText({ b: ["x", "y"], a: { d: null, c: "" } })).toBe('a:\n  c: ""\n  d: null\nb:\n- x\n- "y"\n');
});

it.each(["on", "yes", "0o17", "-_8.", "+1", "1:30", "0x1f", "1e3", "null", "~", "2026-01-01"])(
  "quotes text that Go takes for something else: %s",
  (text) => {
    expect(yamlText({ text })).toMatch(/^text: ["']/u);
  },
);

it.each(["10.96.0.10", "2001:db8::a", "87600h0m0s", "0s", "10.96.0.0/12", "v1"])("leaves %s plain", (text) => {
  expect(yamlText({ text })).toBe(`text: ${text}\n`);
});

it("falls back to JSON where a character has to be escaped", () => {
  expect(yamlText({ a: "x\u0085y" })).toBe(String.raw`{"a":"x\u0085y"}` + "\n");
});

it("parses to what went in, under either version of YAML", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: "binary" })), (value) => {
      // As JSON has it, which knows no negative zero.
      const document = JSON.parse(JSON.stringify(value)) as JsonObject;
      const text = yamlText(document);
      expect(parse(text)).toEqual(document);
      expect(parse(text, { version: "1.1" })).toEqual(document);
    }),
  );
});
