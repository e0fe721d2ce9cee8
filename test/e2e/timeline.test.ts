import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { applyOf, flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const STATE = "/var/lib/steadyplane";

interface Timeline {
  readonly outcome: string;
  readonly revision: number;
  readonly tookMs: number;
  readonly failure: string;
  readonly rows: readonly {
    readonly id: string;
    readonly bars: readonly { readonly kind: string; readonly fromMs: number; readonly toMs: number }[];
  }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

/** The chart of a run, as programs read it. */
async function timeline(host: TestHost, ...args: readonly string[]): Promise<Timeline> {
  return JSON.parse(expectStatus(await steadyplane(host, ["timeline", ...args, "-o", "json"]), 0).stdout) as Timeline;
}

const kindsOf = ({ rows }: Timeline, id: string): readonly string[] =>
  rows.find((row) => row.id === id)?.bars.map(({ kind }) => kind) ?? [];

test("of init, every component goes from its manifest to ready, and the API server waited for etcd", async () => {
  const host = controlPlane();
  const seen = await timeline(host);
  expect(seen).toMatchObject({ outcome: "done", revision: 1 });
  for (const component of ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]) {
    expect(kindsOf(seen, component)).toEqual(["manifest", "sandbox", "container", "starting", "ready"]);
  }
  expect(seen.links.map(({ from, to }) => `${from} > ${to}`)).toContain("etcd > kube-apiserver");
  expect(statSync(host.path(`${STATE}/revisions/1/run.json`)).mode & 0o777).toBe(0o600);
  expect(await timeline(host, "1")).toEqual(seen);
});

test("of an etcd flag, both instances are there, and traffic was held at each change of hands", async () => {
  const host = controlPlane();
  const outcome = expectStatus(await applyOf(host, flags.etcd("heartbeat-interval", "101")), 0);
  const revision = await expectOneRevision(host, outcome);

  const seen = await timeline(host, String(revision));

  expect(seen).toMatchObject({ outcome: "done", revision });
  expect(kindsOf(seen, "etcd before")).toEqual(["ready"]);
  expect(kindsOf(seen, "etcd second")).toEqual(["manifest", "sandbox", "container", "starting", "second"]);
  expect(kindsOf(seen, "etcd canonical")).toEqual(["manifest", "sandbox", "container", "starting", "ready"]);
  expect(kindsOf(seen, "etcd traffic").filter((kind) => kind === "held").length).toBeGreaterThanOrEqual(2);
  expect(kindsOf(seen, "etcd traffic")).toContain("second");
  for (const { fromMs, toMs } of seen.rows.flatMap(({ bars }) => bars)) {
    expect(fromMs >= 0 && fromMs <= toMs && toMs <= seen.tookMs).toBe(true);
  }
  expectStatus(await steadyplane(host, ["timeline", "--out", "/root/etcd.svg"]), 0);
  expectStatus(await steadyplane(host, ["timeline", "--out", "/root/etcd.html"]), 0);
  const [svg, html] = ["svg", "html"].map((kind) => readFileSync(host.path(`/root/etcd.${kind}`), "utf8"));
  expect(svg).toMatch(/^<\?xml.*<\/svg>\n$/su);
  expect(html).not.toMatch(/<script|href=|src=/u);
  expect(expectStatus(await steadyplane(host, ["timeline", "-o", "text"]), 0).stdout).toMatch(/second instance/u);
});

test("of a leader, who led is shown", async () => {
  const host = controlPlane();
  const outcome = expectStatus(await applyOf(host, flags.scheduler("kube-api-burst", "101")), 0);
  await expectOneRevision(host, outcome);
  const kinds = kindsOf(await timeline(host), "kube-scheduler leader");
  // Whichever of the new ones is quicker takes the Lease; that it did is known, not guessed.
  expect(kinds.filter((kind) => kind === "ready" || kind === "second").length).toBeGreaterThanOrEqual(2);
  expect([kinds[0], kinds.at(-1)]).toEqual(["ready", "ready"]);
  expect(kinds).not.toContain("step");
});

test("of a change that was undone, the second instance failed, and nothing was committed", async () => {
  const host = controlPlane();
  const outcome = expectStatus(await applyOf(host, flags.etcd("no-such-flag", "x")), 1);
  await expectOneRevision(host, outcome);
  const seen = await timeline(host, "--last");
  expect(seen).toMatchObject({ outcome: "failed", revision: 0, failure: expect.stringContaining("no-such-flag") });
  expect(kindsOf(seen, "etcd second")).toContain("failed");
  expect(kindsOf(seen, "etcd traffic")).not.toContain("second");
});

test("of a change that was killed there is none, and that is said", async () => {
  const host = controlPlane();
  const apply = startApply(host, flags.scheduler("kube-api-burst", "102"));
  await apply.says(/the second instance/u);
  apply.kill("SIGKILL");
  await apply.outcome;
  const last = expectStatus(await steadyplane(host, ["timeline"]), 0);
  expect(last.stderr).toMatch(/was killed, and has left no record/u);
  const resumed = expectStatus(await steadyplane(host, ["apply", "--resume"]), 0);
  const revision = await expectOneRevision(host, resumed);
  expect(await timeline(host, String(revision))).toMatchObject({ outcome: "done", revision });
});
