import type { ComponentView } from "../../src/diagnose/status/component-view.ts";
import type { StatusView } from "../../src/diagnose/status/status-view.ts";
import { table } from "./table.ts";

/** A node on one screen. `now` in milliseconds since 1970. */
export function describeStatus(view: StatusView, now: number): string {
  const { node, kubelet, runtime } = view;
  const title = view.isHealthy ? `${node.name} is healthy.` : `${node.name} is not healthy.`;
  return [
    title,
    "",
    table([
      ["COMPONENT", "STATE", "HEALTH", "AGE", "RESTARTS", "LEASE", "MIRROR POD"],
      ...view.components.map((component) => componentRow(component, now)),
      ["kubelet", kubelet.service, kubelet.health, "", String(kubelet.restarts), "", ""],
      [runtime.name || "runtime", runtime.name === "" ? "away" : "running", runtimeWord(runtime), "", "", "", ""],
      ["node", node.registration, node.isReady ? "Ready" : "not Ready", "", "", "", ""],
    ]),
    ...details(view),
    ...causeLines(view.cause),
  ].join("\n");
}

// A runtime explains itself at length; the table has no room for it.
function runtimeWord({ health, name }: StatusView["runtime"]): string {
  return health === "ok" ? health : name === "" ? "does not answer" : "not ready";
}

function details({ missing, runtime }: StatusView): readonly string[] {
  const lines = [
    ...(runtime.health === "ok" ? [] : [`runtime: ${runtime.health}`]),
    ...missing.map(({ stage, detail }) => `${stage}: ${detail}`),
  ];
  return lines.length === 0 ? [] : ["", ...lines];
}

function componentRow(component: ComponentView, now: number): readonly string[] {
  const { since, lease, mirrorPod, manifest } = component;
  return [
    component.component,
    manifest === "present" ? component.container : `manifest ${manifest}`,
    component.failingChecks.length > 0 ? `failing: ${component.failingChecks.join(", ")}` : component.health,
    since === undefined ? "-" : age(now - Date.parse(since)),
    String(component.restarts),
    lease === undefined ? "-" : `${age(now - Date.parse(lease.renewedAt))} ago, ${lease.holder.split("_")[0] ?? ""}`,
    mirrorPod,
  ];
}

function causeLines(cause: StatusView["cause"]): readonly string[] {
  if (cause === undefined) {
    return [];
  }
  return [
    "",
    `${cause.code}: ${cause.what}`,
    ...cause.fix.map((step, index) => `  ${index === 0 ? "Fix" : "   "}  ${step}`),
  ];
}

/** 5s, 3m, 2h, 4d: enough to see whether something just restarted. */
function age(ms: number): string {
  const secondsOld = Math.max(0, Math.floor(ms / 1000));
  const units = [
    { size: 86_400, name: "d" },
    { size: 3_600, name: "h" },
    { size: 60, name: "m" },
  ];
  const unit = units.find(({ size }) => secondsOld >= size);
  return unit === undefined ? `${secondsOld}s` : `${Math.floor(secondsOld / unit.size)}${unit.name}`;
}
