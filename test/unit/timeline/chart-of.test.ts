import { expect, test } from "vitest";
import type { Chart } from "../../../src/timeline/chart.ts";
import { chartOf } from "../../../src/timeline/chart-of.ts";
import { exampleRun, instance, stage } from "../../support/example-run.ts";

const barsOf = (chart: Chart, id: string) =>
  chart.rows.find((row) => row.id === id)?.bars.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs]);
const linksOf = ({ links }: Chart) => links.map(({ from, to, atMs }) => `${from} > ${to} at ${atMs}`);

test("of a first start, each component is a row, and the kubelet, etcd and the API server were waited for", () => {
  const chart = chartOf(
    exampleRun([
      ...stage("kubelet-start", 300, 400),
      ...stage("etcd", 400, 2_000),
      ...instance("etcd", "canonical", "a", {
        placed: 200,
        sandbox: 900,
        created: 1_000,
        started: 1_100,
        ready: 2_000,
      }),
      ...instance("kube-apiserver", "canonical", "b", {
        ...{ placed: 210, sandbox: 910, created: 1_010, started: 1_110, ready: 5_000 },
      }),
      ...instance("kube-scheduler", "canonical", "c", {
        placed: 3_000,
        sandbox: 3_100,
        created: 3_200,
        started: 3_300,
      }),
    ]),
  );
  expect(chart.rows.map(({ id }) => id)).toEqual(["kubelet-start", "etcd", "kube-apiserver", "kube-scheduler"]);
  expect(barsOf(chart, "etcd")).toEqual([
    ["manifest", 200, 900],
    ["sandbox", 900, 1_000],
    ["container", 1_000, 1_100],
    ["starting", 1_100, 2_000],
    ["ready", 2_000, 10_000],
  ]);
  expect(barsOf(chart, "kube-scheduler")?.at(-1)).toEqual(["starting", 3_300, 10_000]);
  expect(linksOf(chart)).toEqual([
    "kubelet-start > etcd at 400",
    "etcd > kube-apiserver at 2000",
    "kube-apiserver > kube-scheduler at 3000",
  ]);
});

const HANDOFF = [
  ...stage("etcd", 0, 9_000),
  ...instance("etcd", "canonical", "old", { sandbox: -9_000, created: -8_000, started: -7_000, ended: 3_000 }),
  ...instance("etcd", "second", "two", {
    ...{ placed: 100, sandbox: 400, created: 600, started: 800, ready: 4_000, ended: 8_000, exitCode: 137 },
  }),
  ...instance("etcd", "canonical", "new", {
    placed: 2_900,
    sandbox: 4_500,
    created: 4_600,
    started: 4_700,
    ready: 8_500,
  }),
  { atMs: 2_500, kind: "translated", component: "etcd" },
  { atMs: 2_800, kind: "held", component: "etcd" },
  { atMs: 4_100, kind: "released", component: "etcd" },
  { atMs: 7_500, kind: "held", component: "etcd" },
  { atMs: 8_000, kind: "returned", component: "etcd" },
  { atMs: 8_600, kind: "released", component: "etcd" },
] as const;

test("of a handoff, the instances are apart, and traffic is where it was sent and held twice", () => {
  const chart = chartOf(exampleRun(HANDOFF));
  expect(chart.rows.map(({ id }) => id)).toEqual([
    "etcd",
    "etcd before",
    "etcd second",
    "etcd canonical",
    "etcd traffic",
  ]);
  expect(barsOf(chart, "etcd before")).toEqual([["ready", 0, 3_000]]);
  // Killed when it had done its work: no failure.
  expect(barsOf(chart, "etcd second")?.at(-1)).toEqual(["second", 4_000, 8_000]);
  expect(barsOf(chart, "etcd traffic")).toEqual([
    ["ready", 0, 2_500],
    ["ready", 8_000, 10_000],
    ["second", 2_500, 8_000],
    ["held", 2_800, 4_100],
    ["held", 7_500, 8_600],
  ]);
  expect(chart.rows.at(-1)?.note).toBe("held for 1.3 s and 1.1 s");
  expect(linksOf(chart)).toEqual([
    "etcd second > etcd traffic at 2500",
    "etcd before > etcd canonical at 3000",
    "etcd before > etcd second at 3000",
    "etcd canonical > etcd traffic at 8000",
    "etcd traffic > etcd second at 8000",
    "etcd second > etcd canonical at 8000",
  ]);
});

test("of a leader, the row says who led, and that for a moment nobody did", () => {
  const component = "kube-scheduler";
  const lease = (atMs: number, holder: string) => ({ atMs, kind: "lease-held" as const, component, holder }) as const;
  const chart = chartOf(
    exampleRun([
      ...instance(component, "canonical", "old", { sandbox: -3, created: -2, started: -1, ended: 3_000 }),
      ...instance(component, "second", "two", {
        placed: 1,
        sandbox: 2,
        created: 3,
        started: 4,
        ready: 9,
        ended: 7_000,
      }),
      ...instance(component, "canonical", "new", { placed: 3_000, sandbox: 4_000, created: 4_001, started: 4_002 }),
      ...[lease(10, "a"), lease(3_000, ""), lease(3_500, "b"), lease(7_000, ""), lease(8_000, "c")],
      { atMs: 20, kind: "leads", component, instance: "canonical" },
      { atMs: 3_600, kind: "leads", component, instance: "second" },
    ]),
  );
  expect(barsOf(chart, `${component} leader`)).toEqual([
    ["ready", 0, 3_000],
    ["held", 3_000, 3_500],
    ["second", 3_500, 7_000],
    ["held", 7_000, 8_000],
    ["ready", 8_000, 10_000],
  ]);
});

test("a container that fails and is started again in its Pod is two lives on one row", () => {
  const chart = chartOf(
    exampleRun(
      [
        ...instance("etcd", "second", "two", {
          placed: 100,
          sandbox: 400,
          created: 500,
          started: 600,
          ended: 700,
          exitCode: 1,
        }),
        {
          atMs: 1_500,
          kind: "container-created",
          component: "etcd",
          instance: "second",
          container: "x",
          sandbox: "two",
        },
        {
          atMs: 1_600,
          kind: "container-started",
          component: "etcd",
          instance: "second",
          container: "x",
          sandbox: "two",
        },
        { atMs: 1_700, kind: "container-ended", component: "etcd", instance: "second", container: "x", exitCode: 1 },
        { atMs: 0, kind: "stage-started", stage: "etcd", text: "etcd" },
        { atMs: 2_000, kind: "stage-failed", stage: "etcd", text: "etcd does not know the flag" },
        ...stage("undo-etcd", 2_000, 3_000),
      ],
      { outcome: "failed", revision: 0, failure: "etcd could not be changed" },
    ),
  );
  expect(barsOf(chart, "etcd")).toEqual([
    ["failed", 0, 2_000],
    ["step", 2_000, 3_000],
  ]);
  expect(barsOf(chart, "etcd second")?.map(([kind]) => kind)).toEqual([
    ...["manifest", "sandbox", "container", "failed", "container", "failed"],
  ]);
});

test("a manifest of which nothing came is shown until it was taken away", () => {
  const name = { component: "etcd", instance: "second" } as const;
  const chart = chartOf(
    exampleRun([
      { atMs: 100, kind: "manifest-placed", ...name },
      { atMs: 6_000, kind: "manifest-removed", ...name },
    ]),
  );
  expect(barsOf(chart, "etcd second")).toEqual([["manifest", 100, 6_000]]);
});

test("a component that the run had nothing to do with has no row", () => {
  const there = instance("kube-scheduler", "canonical", "old", { sandbox: -3, created: -2, started: -1 });
  expect(chartOf(exampleRun([...there, ...stage("health", 1, 2)])).rows.map(({ id }) => id)).toEqual(["health"]);
});
