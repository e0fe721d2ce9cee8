import { expect, it } from "vitest";
import { showAsLines } from "../../../../cli/progress/show-as-lines.ts";

function scene() {
  const lines: string[] = [];
  let time = 100_000;
  const reporter = showAsLines({ write: (line) => lines.push(line), now: () => time });
  return { lines, reporter, pass: (ms: number) => void (time += ms) };
}

it("says how each stage ended", () => {
  const { lines, reporter } = scene();
  reporter.notify({ kind: "stage-started", stage: "certs", title: "Certificates" });
  reporter.notify({ kind: "stage-done", stage: "certs", summary: "11 written, 0 kept", tookMs: 1234 });
  reporter.notify({ kind: "warning", text: "old runtime" });
  reporter.notify({ kind: "stage-failed", stage: "etcd", error: "Port taken." });

  expect(lines).toEqual(["[certs] 11 written, 0 kept (1.2 s)", "warning: old runtime", "[etcd] failed: Port taken."]);
});

it("stays quiet about what passes quickly, and speaks every few seconds of what does not", () => {
  const { lines, reporter, pass } = scene();
  reporter.notify({ kind: "stage-started", stage: "binaries", title: "Build" });
  for (let packages = 1; packages <= 120; packages += 1) {
    pass(100);
    reporter.notify({ kind: "stage-detail", stage: "binaries", detail: `${packages} of 120` });
  }

  expect(lines).toEqual(["[binaries] 50 of 120", "[binaries] 100 of 120"]);
});
