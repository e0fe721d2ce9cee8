import type { Component } from "../../domain/component.ts";
import type { ContainerStatus } from "../../ports/container-runtime.ts";
import { describeExit } from "../describe-exit.ts";
import { componentLacks } from "../health/component-lacks.ts";
import { mirrorPodLack } from "../health/mirror-pod-lack.ts";
import { describeAnswer } from "../health/probe-lack.ts";
import { parseHealthChecks } from "../parse-health-checks.ts";
import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

/** One component in `status`. */
export interface ComponentView {
  readonly component: Component;
  readonly isHealthy: boolean;
  readonly manifest: "present" | "changed" | "absent" | "unreadable";
  readonly container: "running" | "exited" | "none";
  readonly image: string;
  readonly restarts: number;
  /** When the running container started, RFC 3339. */
  readonly since: string | undefined;
  readonly lastExit: { readonly description: string; readonly at: string } | undefined;
  /** `ok`, or what the first failing probe says; empty where there is no probe. */
  readonly health: string;
  readonly failingChecks: readonly string[];
  /** Who holds its Lease, and since when it was renewed; undefined where it has none or it cannot be read. */
  readonly lease: { readonly holder: string; readonly renewedAt: string } | undefined;
  readonly mirrorPod: "matches" | "differs" | "absent" | "unknown";
}

/** What `status` shows of one component. */
export function componentView(snapshot: Snapshot, component: ComponentSymptoms): ComponentView {
  const { expected, pod } = component;
  return {
    component: expected.component,
    isHealthy: componentLacks(snapshot, component).length === 0,
    manifest: manifestWord(component),
    container: pod.running !== undefined ? "running" : pod.exited !== undefined ? "exited" : "none",
    image: pod.running?.image ?? expected.image,
    restarts: pod.restarts,
    since: pod.running === undefined ? undefined : rfc3339(pod.running.startedAt),
    lastExit: lastExit(pod.exited),
    ...health(component),
    lease: lease(snapshot, expected.lease),
    mirrorPod: mirrorPodWord(snapshot, component),
  };
}

function manifestWord({ manifest }: ComponentSymptoms): ComponentView["manifest"] {
  return manifest.kind !== "present" ? manifest.kind : manifest.value.isExpected ? "present" : "changed";
}

function lastExit(exited: ContainerStatus | undefined): ComponentView["lastExit"] {
  return exited && { description: describeExit(exited), at: rfc3339(exited.finishedAt) };
}

function health({ probes }: ComponentSymptoms): Pick<ComponentView, "health" | "failingChecks"> {
  const answers = probes.map(({ answer }) => answer);
  const shown = answers.find((answer) => answer.kind === "failed" || answer.status !== 200) ?? answers[0];
  const failingChecks = answers.flatMap((answer) =>
    answer.kind === "answered" && answer.status !== 200 ? parseHealthChecks(answer.body).failing : [],
  );
  return { health: shown === undefined ? "" : describeAnswer(shown), failingChecks };
}

function lease({ cluster }: Snapshot, name: string | undefined): ComponentView["lease"] {
  const seen = name === undefined || cluster.leases.kind !== "present" ? undefined : cluster.leases.value.get(name);
  return seen && { holder: seen.holder, renewedAt: rfc3339(seen.renewedAt) };
}

function mirrorPodWord(snapshot: Snapshot, component: ComponentSymptoms): ComponentView["mirrorPod"] {
  const { mirrorPods } = snapshot.cluster;
  if (mirrorPods.kind === "unreadable") {
    return "unknown";
  }
  if (mirrorPods.kind === "absent" || !mirrorPods.value.has(component.expected.podName)) {
    return "absent";
  }
  return mirrorPodLack(snapshot, component) === undefined ? "matches" : "differs";
}

function rfc3339(ms: number): string {
  return new Date(ms).toISOString();
}
