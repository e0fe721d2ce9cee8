import type { RunRecord } from "../domain/run-record.ts";
import type { ComponentPart } from "./component-part.ts";
import type { Link } from "./chart.ts";
import { type Life, ofKind, type Stand } from "./instances.ts";
import type { StageSpan } from "./stages.ts";

/** What waited for what, as far as the record tells; both ends on rows of the chart, and within the axis. */
export function linksOf(
  { events }: RunRecord,
  stages: readonly StageSpan[],
  parts: readonly ComponentPart[],
  totalMs: number,
): readonly Link[] {
  const links = [...startLinks(stages, parts), ...parts.flatMap((part) => handoffLinks(part, events))];
  const inside = links.flatMap((link) =>
    link === undefined || link.atMs < 0 || link.atMs > totalMs || link.from === link.to ? [] : [link],
  );
  return inside.toSorted((a, b) => a.atMs - b.atMs);
}

type MaybeLink = Link | undefined;

/** Of a first start: the kubelet, then etcd, then the API server, then what needs that. */
function startLinks(stages: readonly StageSpan[], parts: readonly ComponentPart[]): readonly MaybeLink[] {
  const first = (component: string) => {
    const part = parts.find((candidate) => candidate.component === component);
    return part?.rowOf("before") === undefined ? firstOf(part, "canonical") : undefined;
  };
  const kubelet = stages.find(({ stage }) => stage === "kubelet-start");
  const [etcd, server] = [first("etcd"), first("kube-apiserver")];
  const follower = (component: string): MaybeLink => {
    const given = at(first(component), "placedMs");
    return until(at(server, "startedMs"), given, "the API server has begun to make its objects");
  };
  const started = kubelet === undefined ? undefined : { row: "kubelet-start", atMs: kubelet.bar.toMs };
  return [
    since(started, at(etcd, "sandboxMs"), "the kubelet runs"),
    since(at(etcd, "readyMs"), at(server, "readyMs"), "etcd serves"),
    follower("kube-controller-manager"),
    follower("kube-scheduler"),
  ];
}

/** Of a handoff: proof before traffic, traffic before the end. */
function handoffLinks(part: ComponentPart, events: RunRecord["events"]): readonly MaybeLink[] {
  const { component } = part;
  const [before, second, canonical] = [firstOf(part, "before"), firstOf(part, "second"), lastOf(part, "canonical")];
  const traffic = (kind: "translated" | "returned"): Place | undefined => {
    const moved = ofKind(events, kind).find((event) => event.component === component);
    return moved === undefined ? undefined : { row: `${component} traffic`, atMs: moved.atMs };
  };
  // A second etcd is proven as soon as it waits for the data directory, and ready once it has that.
  const proven = component === "etcd" ? "startedMs" : "readyMs";
  const [there, back] = [traffic("translated"), traffic("returned")];
  const isFree = "the data directory is free";
  return [
    until(at(second, proven), there ?? at(before, "endedMs"), "the second instance is proven"),
    since(at(before, "endedMs"), at(canonical, "sandboxMs"), "the old instance is gone"),
    until(at(canonical, proven), back ?? at(second, "endedMs"), "the canonical instance is proven"),
    there === undefined ? undefined : until(back, at(second, "endedMs"), "clients have gone back"),
    ...(component === "etcd"
      ? [
          since(at(before, "endedMs"), at(second, "readyMs"), isFree),
          since(at(second, "endedMs"), at(canonical, "readyMs"), isFree),
        ]
      : []),
  ];
}

/** A moment on a row. */
interface Place {
  readonly row: string;
  readonly atMs: number;
}

interface Found {
  readonly row: string;
  readonly life: Life;
}

function firstOf(part: ComponentPart | undefined, stand: Stand): Found | undefined {
  const life = part?.lives.find((candidate) => candidate.stand === stand);
  return foundOn(part, stand, life);
}

function lastOf(part: ComponentPart, stand: Stand): Found | undefined {
  const life = part.lives.findLast((candidate) => candidate.stand === stand);
  return foundOn(part, stand, life);
}

function foundOn(part: ComponentPart | undefined, stand: Stand, life: Life | undefined): Found | undefined {
  const row = part?.rowOf(stand);
  return row === undefined || life === undefined ? undefined : { row, life };
}

type Moment = "placedMs" | "sandboxMs" | "startedMs" | "readyMs" | "endedMs";

function at(one: Found | undefined, moment: Moment): Place | undefined {
  const atMs = one?.life[moment];
  return one === undefined || atMs === undefined ? undefined : { row: one.row, atMs };
}

/** `to` waits, and goes on since `from` has come. */
function since(from: Place | undefined, to: Place | undefined, because: string): MaybeLink {
  return from === undefined || to === undefined || from.atMs > to.atMs
    ? undefined
    : { from: from.row, to: to.row, atMs: from.atMs, because };
}

/** `from` has come and stays, until `to` makes use of it. */
function until(from: Place | undefined, to: Place | undefined, because: string): MaybeLink {
  return from === undefined || to === undefined || from.atMs > to.atMs
    ? undefined
    : { from: from.row, to: to.row, atMs: to.atMs, because };
}
