import { expect, it } from "vitest";
import { type BundlePart, collectBundle } from "../../../../src/diagnose/support/collect-bundle.ts";
import type { Read } from "../../../../src/ports/file-system.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const part = (path: string, read: () => Promise<Read<string>>, format: BundlePart["format"] = "lines"): BundlePart => ({
  path,
  format,
  read,
});
const text = (value: string) => async (): Promise<Read<string>> => ({ kind: "present", value });
const collect = async (parts: readonly BundlePart[], known: readonly string[] = []) => {
  const { entries, missing } = await collectBundle(parts, known, new FakeClock());
  return { texts: Object.fromEntries(entries.map((entry) => [entry.path, entry.text])), missing };
};

it("holds what could be read, and says why the rest is not in it", async () => {
  const { texts, missing } = await collect([
    part("a.txt", text("fine")),
    part("b.txt", async () => ({ kind: "absent" })),
    part("c.txt", async () => ({ kind: "unreadable", reason: "EACCES" })),
    part("d.txt", async () => Promise.reject(new Error("no runtime"))),
    part("e.yaml", text("a: ["), "yaml"),
    part("f.txt", async () => new Promise(() => undefined)),
  ]);
  expect(texts["a.txt"]).toBe("fine");
  expect(missing).toEqual([
    { path: "b.txt", reason: "it is not there" },
    { path: "c.txt", reason: "EACCES" },
    { path: "d.txt", reason: "no runtime" },
    { path: "e.yaml", reason: "it cannot be parsed, so what in it is a secret cannot be told" },
    { path: "f.txt", reason: "nothing came within 30 s" },
  ]);
  expect(texts["INDEX.txt"]).toContain("  a.txt  4\n");
  expect(texts["INDEX.txt"]).toContain("  c.txt: EACCES\n");
});

it("takes a known secret out wherever somebody printed it", async () => {
  const { texts } = await collect([part("log", text("unlabelled s3cr3t-v4lue here"))], ["s3cr3t-v4lue"]);
  expect(texts["log"]).toBe("unlabelled <secret> here");
});

it("takes secrets out of reasons, too", async () => {
  const { texts, missing } = await collect([part("log", async () => Promise.reject(new Error("token=abc")))], ["abc"]);
  expect(JSON.stringify([texts, missing])).not.toContain("abc");
});

it("is bounded: the end of a long file, and so many files", async () => {
  const long = `${"first line\n".repeat(50_000)}last line`;
  const many = Array.from({ length: 301 }, (_, index) => part(`many/${index}`, text("x")));
  const { texts, missing } = await collect([part("long", text(long)), ...many]);
  expect(texts["long"]?.length).toBeLessThan(257 * 1024);
  expect(texts["long"]).toMatch(/^\[the first \d+ characters are left out\]\nfirst line\n[\s\S]*last line$/u);
  expect(missing).toHaveLength(2);
});
