import type { Component } from "../domain/component.ts";
import type { RunEvent, RunEventOf, RunRecord, WhichInstance } from "../domain/run-record.ts";

/** The canonical instance that was there before the run, the second one, or a canonical one of this run. */
export type Stand = "before" | "second" | "canonical";

/** A container's life; each moment in milliseconds since the run began, undefined where it did not come. */
export interface Life {
  readonly stand: Stand;
  /** Undefined for a container that was started again in the Pod that it had. */
  readonly placedMs: number | undefined;
  readonly sandboxMs: number | undefined;
  readonly createdMs: number | undefined;
  readonly startedMs: number | undefined;
  readonly readyMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly exitCode: number | undefined;
}

/** The instances of a component that a run had to do with, by when they came. */
export function instancesOf(component: Component, { events }: Pick<RunRecord, "events">): readonly Life[] {
  const own = events.filter((event) => "component" in event && event.component === component);
  const sandboxes = ofKind(own, "sandbox-created");
  const created = ofKind(own, "container-created");
  const lives = created.map((container): Life => {
    const { container: id, sandbox, instance } = container;
    const isFirst = created.find((other) => other.sandbox === sandbox)?.container === id;
    const box = isFirst ? sandboxes.find((candidate) => candidate.sandbox === sandbox) : undefined;
    const ended = ofKind(own, "container-ended").find((event) => event.container === id);
    return {
      stand: standOf(instance, container.atMs),
      placedMs: box === undefined ? undefined : placedBefore(own, instance, box.atMs),
      sandboxMs: box?.atMs,
      createdMs: container.atMs,
      startedMs: ofKind(own, "container-started").find((event) => event.container === id)?.atMs,
      readyMs: ofKind(own, "ready").find((event) => event.container === id)?.atMs,
      endedMs: ended?.atMs,
      exitCode: ended?.exitCode,
    };
  });
  return [...lives, ...withoutContainer(own, sandboxes, created)].toSorted((a, b) => beginning(a) - beginning(b));
}

/** Sandboxes that never had a container, and manifests of which nothing came. */
function withoutContainer(
  own: readonly RunEvent[],
  sandboxes: readonly RunEventOf<"sandbox-created">[],
  created: readonly RunEventOf<"container-created">[],
): readonly Life[] {
  const empty = sandboxes.filter(({ sandbox, atMs }) => atMs >= 0 && !created.some((one) => one.sandbox === sandbox));
  const used = sandboxes.map(({ instance, atMs }) => placedBefore(own, instance, atMs));
  const unused = ofKind(own, "manifest-placed").filter(({ atMs }) => !used.includes(atMs));
  const nothing = { createdMs: undefined, startedMs: undefined, readyMs: undefined, exitCode: undefined };
  return [
    ...empty.map(({ instance, atMs }) => ({
      ...nothing,
      stand: standOf(instance, atMs),
      placedMs: placedBefore(own, instance, atMs),
      sandboxMs: atMs,
      endedMs: removedAfter(own, instance, atMs),
    })),
    ...unused.map(({ instance, atMs }) => ({
      ...nothing,
      stand: standOf(instance, atMs),
      placedMs: atMs,
      sandboxMs: undefined,
      endedMs: removedAfter(own, instance, atMs),
    })),
  ];
}

/** When it came, as far as that is known. */
export function beginning({ placedMs, sandboxMs, createdMs = 0 }: Life): number {
  return placedMs ?? sandboxMs ?? createdMs;
}

function standOf(instance: WhichInstance, atMs: number): Stand {
  return instance === "canonical" && atMs < 0 ? "before" : instance;
}

function placedBefore(own: readonly RunEvent[], instance: WhichInstance, atMs: number): number | undefined {
  return ofKind(own, "manifest-placed").findLast((event) => event.instance === instance && event.atMs <= atMs)?.atMs;
}

function removedAfter(own: readonly RunEvent[], instance: WhichInstance, atMs: number): number | undefined {
  const next = own.find(
    (event) =>
      event.atMs > atMs &&
      (event.kind === "manifest-removed" || event.kind === "manifest-placed") &&
      event.instance === instance,
  );
  return next?.atMs;
}

/** The events of one kind among `events`. */
export function ofKind<K extends RunEvent["kind"]>(events: readonly RunEvent[], kind: K): readonly RunEventOf<K>[] {
  return events.filter((event): event is RunEventOf<K> => event.kind === kind);
}
