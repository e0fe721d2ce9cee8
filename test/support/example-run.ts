import type { Component } from "../../src/domain/component.ts";
import type { RunEvent, RunRecord, WhichInstance } from "../../src/domain/run-record.ts";

interface Times {
  readonly placed?: number;
  readonly sandbox: number;
  readonly created: number;
  readonly started?: number;
  readonly ready?: number;
  readonly ended?: number;
  readonly exitCode?: number;
}

/** The events of one instance whose sandbox and container are both called `id`. */
export function instance(component: Component, which: WhichInstance, id: string, times: Times): readonly RunEvent[] {
  const name = { component, instance: which };
  const { placed, sandbox, created, started, ready, ended, exitCode } = times;
  return [
    ...(placed === undefined ? [] : [{ atMs: placed, kind: "manifest-placed" as const, ...name }]),
    { atMs: sandbox, kind: "sandbox-created", sandbox: id, ...name },
    { atMs: created, kind: "container-created", container: id, sandbox: id, ...name },
    ...(started === undefined
      ? []
      : [{ atMs: started, kind: "container-started" as const, container: id, sandbox: id, ...name }]),
    ...(ready === undefined ? [] : [{ atMs: ready, kind: "ready" as const, container: id, ...name }]),
    ...(ended === undefined
      ? []
      : [{ atMs: ended, kind: "container-ended" as const, container: id, exitCode, ...name }]),
  ];
}

/** A stage that succeeds. */
export function stage(name: string, from: number, to: number): readonly RunEvent[] {
  return [
    { atMs: from, kind: "stage-started", stage: name, text: name },
    { atMs: to, kind: "stage-done", stage: name, text: "done" },
  ];
}

/** A run in which this happened, in any order. */
export function exampleRun(events: readonly RunEvent[], changes: Partial<RunRecord> = {}): RunRecord {
  return {
    version: 1,
    command: "steadyplane apply --yes",
    node: "cp1",
    startedAt: "2026-11-30T08:00:00.000Z",
    tookMs: 10_000,
    outcome: "done",
    failure: "",
    revision: 2,
    events: events.toSorted((a, b) => a.atMs - b.atMs),
    ...changes,
  };
}
