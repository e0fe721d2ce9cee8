import { describe, expect, it } from "vitest";
import { formatGoDuration, parseGoDuration } from "../../../src/config/go-duration.ts";
import { nearest } from "../../../src/config/nearest.ts";
import { releaseOf } from "../../../src/config/versions.ts";
import { maskSecrets } from "../../../src/config/yaml/mask-secrets.ts";
import { originAt, sourceText } from "../../../src/config/yaml/source-text.ts";

describe("Go durations", () => {
  it.each([
    ["8760h", 31_536_000_000, "8760h0m0s"],
    ["1h30m", 5_400_000, "1h30m0s"],
    ["1.5s", 1500, "1.5s"],
    ["500ms", 500, "500ms"],
    ["0", 0, "0s"],
    ["-2m", -120_000, "-2m0s"],
    [".5m", 30_000, "30s"],
  ])("%s is %d ms, printed as %s", (text, ms, printed) => {
    expect(parseGoDuration(text)).toBe(ms);
    expect(formatGoDuration(ms)).toBe(printed);
  });

  it.each(["", "1", "1d", "h", ".", "1 h", "1h ", "9999999999h", "1h-1m"])("%j is none", (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  });
});

describe("nearest", () => {
  it.each([
    ["nam", "name"],
    ["extraargs", "extraArgs"],
    ["podSubent", "podSubnet"],
    ["certSans", "certSANs"],
  ])("%s is %s", (name, expected) => {
    expect(nearest(name, ["name", "value", "extraArgs", "podSubnet", "certSANs"])).toBe(expected);
  });

  it("guesses nothing far-fetched", () => {
    expect(nearest("zzz", ["name", "value"])).toBeUndefined();
  });
});

describe("maskSecrets", () => {
  it.each([
    ["token: abc", "token: ***"],
    ['{"tlsBootstrapToken": "abc", "a": 1}', '{"tlsBootstrapToken": *****, "a": 1}'],
    ["tokn: abcdef.0123456789abcdef # mine", `tokn: ${"*".repeat(23)} # mine`],
    [`x: ${"0f".repeat(32)}`, `x: ${"*".repeat(64)}`],
    ["name: token", "name: token"],
  ])("%s", (line, masked) => {
    expect(maskSecrets(line)).toBe(masked);
  });
});

describe("originAt", () => {
  it("counts lines and columns from one, whatever ends the lines", () => {
    expect(originAt(sourceText("f", "a\r\nbc\r\n"), 4)).toMatchObject({
      line: 2,
      column: 2,
      sourceLine: "bc",
      caret: 2,
    });
  });

  it("shows the part of a long line that matters", () => {
    const origin = originAt(sourceText("f", `${"a".repeat(5000)}X${"b".repeat(5000)}`), 5000);
    expect(origin).toMatchObject({ line: 1, column: 5001 });
    expect(origin.kind === "file" && origin.sourceLine[origin.caret - 1]).toBe("X");
  });
});

describe("releaseOf", () => {
  it.each([
    ["v1.37.2", "3.7.0-0"],
    ["v1.36.0-rc.1", "3.6.8-0"],
    ["v1.3.7", undefined],
    ["v1.37", undefined],
  ])("%s has etcd %s", (version, etcd) => {
    expect(releaseOf(version)?.etcd).toBe(etcd);
  });
});
