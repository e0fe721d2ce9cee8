import { describe, expect, it } from "vitest";
import { argumentDifferences } from "../../../../src/plan/differences/argument-differences.ts";
import { fieldDifferences } from "../../../../src/plan/differences/field-differences.ts";
import { lineDifferences } from "../../../../src/plan/differences/line-differences.ts";
import { printable } from "../../../../src/plan/differences/printable.ts";

describe("argumentDifferences", () => {
  it("names flags that changed, came and went", () => {
    expect(argumentDifferences(["etcd", "--v=2", "--old=x"], ["etcd", "--v=4", "--new"])).toEqual([
      { kind: "changed", path: "--v", before: "2", after: "4" },
      { kind: "added", path: "--new", after: "true" },
      { kind: "removed", path: "--old", before: "x" },
    ]);
  });

  it("tells one of several repetitions from the others", () => {
    expect(argumentDifferences(["--i=a", "--i=b"], ["--i=b", "--i=c"])).toEqual([
      { kind: "added", path: "--i", after: "c" },
      { kind: "removed", path: "--i", before: "a" },
    ]);
    expect(argumentDifferences(["--i=a", "--i=b"], ["--i=b", "--i=a"])).toEqual([
      { kind: "changed", path: "--i", before: "a, then b", after: "b, then a" },
    ]);
  });

  it("sees another order, which restarts the Pod as well", () => {
    expect(argumentDifferences(["--a=1", "--b=1"], ["--b=1", "--a=1"])).toEqual([
      { kind: "changed", path: "order of flags", before: "--a --b", after: "--b --a" },
    ]);
  });

  it("never shows a secret's value", () => {
    expect(argumentDifferences(["--oidc-client-secret=one"], ["--oidc-client-secret=two"])).toEqual([
      { kind: "secret", path: "--oidc-client-secret" },
    ]);
  });
});

describe("fieldDifferences", () => {
  it("names paths, by name where entries have one, whatever the order of maps", () => {
    const before = {
      b: 1,
      spec: {
        volumes: [
          { name: "x", path: "/x" },
          { name: "y", path: "/y" },
        ],
      },
    };
    const after = {
      spec: {
        volumes: [
          { path: "/x", name: "x" },
          { name: "y", path: "/z" },
        ],
      },
      b: 1,
    };
    expect(fieldDifferences(before, after)).toEqual([
      { kind: "changed", path: "spec.volumes[y].path", before: "/y", after: "/z" },
    ]);
  });

  it("takes what only the first one has for removed, or for others' where just the wanted counts", () => {
    expect(fieldDifferences({ a: 1, b: 2 }, { a: 1 })).toEqual([{ kind: "removed", path: "b", before: "2" }]);
    expect(fieldDifferences({ a: 1, b: 2 }, { a: 1 }, "wanted")).toEqual([]);
    expect(fieldDifferences({}, { a: {}, b: [] }, "wanted")).toEqual([]);
  });

  it("never takes a list for its beginning", () => {
    expect(fieldDifferences({ a: [{ x: 1 }, { x: 2 }] }, { a: [{ x: 1 }] }, "wanted")).toEqual([
      { kind: "removed", path: "a[1]", before: '{"x":2}' },
    ]);
  });

  it("looks into documents that are values, whose layout does not count", () => {
    const text = (sans: string): { data: { C: string } } => ({ data: { C: `kind: C\nnames:\n${sans}` } });
    expect(fieldDifferences(text("- a\n"), text("- a\n- b\n"))).toEqual([
      { kind: "added", path: "data.C.names", after: "b" },
    ]);
    expect(fieldDifferences(text("- a\n"), text("  - a\n"))).toEqual([]);
  });

  it("hides what stands under a secret's name, an environment variable's too", () => {
    const pod = (value: string) => ({
      env: [
        { name: "DB_PASSWORD", value },
        { name: "A", value },
      ],
    });
    expect(fieldDifferences(pod("canary1"), pod("canary2"))).toEqual([
      { kind: "secret", path: "env[DB_PASSWORD].value" },
      { kind: "changed", path: "env[A].value", before: "canary1", after: "canary2" },
    ]);
    expect(JSON.stringify(fieldDifferences({}, pod("canary")))).not.toContain('DB_PASSWORD\\",\\"value\\":\\"canary');
  });
});

describe("lineDifferences", () => {
  it("finds the smallest change", () => {
    expect(lineDifferences("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n")).toEqual([
      { kind: "changed", path: "line 2", before: "b", after: "x" },
      { kind: "added", path: "line 5", after: "e" },
    ]);
    expect(lineDifferences("a\nb\nc\n", "a\nc\n")).toEqual([{ kind: "removed", path: "line 2", before: "b" }]);
  });

  it("only counts where everything is another text", () => {
    const many = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join("\n");
    expect(lineDifferences(many("a"), many("b"))).toEqual([
      { kind: "changed", path: "content", before: "3000 lines", after: "3000 lines" },
    ]);
  });

  it("shows no line of a key", () => {
    const key = (body: string) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
    expect(lineDifferences(key("canary"), key("other"))).toEqual([{ kind: "secret", path: "content" }]);
  });
});

describe("printable", () => {
  it("cuts what is long and takes out what looks like a secret", () => {
    expect(printable("x".repeat(500))).toHaveLength(160 + "… (500 characters)".length);
    expect(printable("http://user:canary@proxy:3128")).toBe("http://user:<secret>@proxy:3128");
    expect(printable({ token: "canary" })).toBe('{"token":"<secret>"}');
    expect(printable("abcdef.0123456789abcdef")).toBe("abcdef.<secret>");
  });
});
