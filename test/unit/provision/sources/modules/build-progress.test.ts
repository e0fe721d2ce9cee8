import { expect, test } from "vitest";
import { BuildProgress } from "../../../../../src/provision/sources/modules/build-progress.ts";

test("packages are counted, other lines are not", () => {
  const progress = new BuildProgress("kubelet", 1000);
  expect(progress.after("# k8s.io/broken", 1)).toBeUndefined();
  expect(progress.after("go: downloading golang.org/x/net v0.1.0", 1)).toBeUndefined();
  expect(progress.after("golang.org/x/net/http2", 1)).toBe("compiling kubelet: 1 of at most 1000 packages");
});

test("with some experience it says how long at most", () => {
  const progress = new BuildProgress("kubelet", 100);
  const lines = Array.from({ length: 50 }, (_, index) => progress.after(`pkg/p${index}`, (index + 1) * 1000));
  expect(lines.at(0)).not.toContain("left");
  expect(lines.at(-1)).toBe("compiling kubelet: 50 of at most 100 packages, at most 50 s left");
});

test("a count that was too low grows", () => {
  const progress = new BuildProgress("etcd", 1);
  progress.after("a", 1);
  expect(progress.after("b", 1)).toBe("compiling etcd: 2 of at most 2 packages");
});
