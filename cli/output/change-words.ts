import type { PlannedChange } from "../../src/domain/planned-change.ts";

type Part = Pick<PlannedChange, "target" | "strategy" | "expectedMs">;

const RESTARTED: Readonly<Partial<Record<PlannedChange["target"], string>>> = {
  etcd: "etcd and the API are away meanwhile",
  "kube-apiserver": "the API is away meanwhile",
};

const IN_PLACE: Readonly<Partial<Record<PlannedChange["target"], string>>> = {
  kubelet: "restarted, containers go on",
  objects: "in the API, nothing is restarted",
};

/** How a change is made and what somebody notices of it. */
export function howWords({ target, strategy }: Part): string {
  switch (strategy) {
    case "handoff":
      return "by handoff, nobody notices";
    case "restart":
      return `by restart, ${RESTARTED[target] ?? "nobody leads meanwhile"}`;
    case "start":
      return "by a start, since it does not serve now";
    case "none":
      return IN_PLACE[target] ?? "nothing is restarted";
  }
}

/** `about 20 s`, a few short ones together as well. */
export function timeWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds <= 1 ? "about a second" : `about ${seconds} s`;
}

/** The whole plan in one line: `Plan: 2 components by handoff, 1 file; about 31 s.` */
export function summaryLine(changes: readonly PlannedChange[]): string {
  const by = (strategy: PlannedChange["strategy"]): number =>
    changes.filter((change) => change.strategy === strategy).length;
  const steps = (target: PlannedChange["target"]): number =>
    changes.filter((change) => change.target === target).reduce((sum, change) => sum + change.steps.length, 0);
  const parts = [
    counted(changes.filter(({ target }) => target === "kubelet").length, "the kubelet", "the kubelet"),
    counted(by("handoff"), "1 component by handoff", "components by handoff"),
    counted(by("restart"), "1 component by restart", "components by restart"),
    counted(by("start"), "1 component started", "components started"),
    counted(steps("files"), "1 file", "files"),
    counted(steps("objects"), "1 object", "objects"),
  ];
  const totalMs = changes.reduce((sum, { expectedMs }) => sum + expectedMs, 0);
  return `Plan: ${parts.filter((part) => part !== "").join(", ")}; ${timeWords(totalMs)}.`;
}

function counted(count: number, one: string, several: string): string {
  return count === 0 ? "" : count === 1 ? one : `${count} ${several}`;
}
