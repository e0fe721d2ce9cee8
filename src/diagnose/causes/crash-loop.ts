import type { Component } from "../../domain/component.ts";
import { crashLoop } from "../../errors/diagnose.ts";
import { componentNamed, faultOf, inComponents, isWell } from "../cause.ts";
import { describeExit } from "../describe-exit.ts";
import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

const TIMES = 3;
const SETTLED_MS = 10_000;
/** What a component cannot live without: while that is not well, its ends are not its own fault. */
const FOUNDATION: Readonly<Record<Component, Component | undefined>> = {
  etcd: undefined,
  "kube-apiserver": "etcd",
  "kube-controller-manager": "kube-apiserver",
  "kube-scheduler": "kube-apiserver",
};

/** A component ends again and again while what it depends on is well. */
export const findCrashLoop = inComponents((component, snapshot) => {
  const { exited, restarts, running } = component.pod;
  const times = restarts + (running === undefined ? 1 : 0);
  if (
    exited === undefined ||
    times < TIMES ||
    isWell(component) ||
    !hadFoundation(component, exited.startedAt, snapshot)
  ) {
    return undefined;
  }
  return crashLoop(faultOf(component), times, describeExit(exited));
});

/** Whether the foundation is well and had been running for a while when the attempt began. */
function hadFoundation({ expected }: ComponentSymptoms, startedAt: number, snapshot: Snapshot): boolean {
  const name = FOUNDATION[expected.component];
  const foundation = name === undefined ? undefined : componentNamed(snapshot, name);
  return (
    foundation === undefined ||
    (isWell(foundation) && startedAt - (foundation.pod.running?.startedAt ?? 0) >= SETTLED_MS)
  );
}
