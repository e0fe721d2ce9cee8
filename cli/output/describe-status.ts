import type { ManifestOrigin } from "../../src/diagnose/status/manifest-origin.ts";
import type { NodeStatus } from "../../src/diagnose/status/node-status.ts";
import { age } from "./age.ts";
import { etcdWords } from "./etcd-words.ts";
import { table } from "./table.ts";

/** A node on one screen. `now` in milliseconds since 1970. */
export function describeStatus(view: NodeStatus, now: number): string {
  const { node, kubelet, runtime } = view;
  const title = view.isHealthy ? `${node.name} is healthy.` : `${node.name} is not healthy.`;
  return [
    title,
    "",
    table([
      ["COMPONENT", "STATE", "HEALTH", "AGE", "RESTARTS", "LEASE", "MIRROR POD", "REVISION"],
      ...view.components.map((component) => componentRow(component, now)),
      ["kubelet", kubelet.service, kubelet.health, "", String(kubelet.restarts), "", "", ""],
      [runtime.name || "runtime", runtime.name === "" ? "away" : "running", runtimeWord(runtime), "", "", "", "", ""],
      ["node", node.registration, node.isReady ? "Ready" : "not Ready", "", "", "", "", ""],
    ]),
    "",
    table(facts(view, now)),
    ...details(view),
    ...causeLines(view.cause),
    ...view.leftovers.flatMap((line) => ["", line]),
  ].join("\n");
}

// A runtime explains itself at length; the table has no room for it.
function runtimeWord({ health, name }: NodeStatus["runtime"]): string {
  return health === "ok" ? health : name === "" ? "does not answer" : "not ready";
}

function details({ missing, runtime }: NodeStatus): readonly string[] {
  const lines = [
    ...(runtime.health === "ok" ? [] : [`runtime: ${runtime.health}`]),
    ...missing.map(({ stage, detail }) => `${stage}: ${detail}`),
  ];
  return lines.length === 0 ? [] : ["", ...lines];
}

function componentRow(component: NodeStatus["components"][number], now: number): readonly string[] {
  const { since, lease, mirrorPod, manifest } = component;
  return [
    component.component,
    manifest === "present" ? component.container : `manifest ${manifest}`,
    component.failingChecks.length > 0 ? `failing: ${component.failingChecks.join(", ")}` : component.health,
    since === undefined ? "-" : age(now - Date.parse(since)),
    String(component.restarts),
    lease === undefined ? "-" : `${age(now - Date.parse(lease.renewedAt))} ago, ${lease.holder.split("_")[0] ?? ""}`,
    mirrorPod,
    manifest === "absent" ? "-" : originWord(component.manifestOrigin),
  ];
}

function causeLines(cause: NodeStatus["cause"]): readonly string[] {
  if (cause === undefined) {
    return [];
  }
  return [
    "",
    `${cause.code}: ${cause.what}`,
    ...cause.fix.map((step, index) => `  ${index === 0 ? "Fix" : "   "}  ${step}`),
  ];
}

/** The revision that a manifest comes from, and whether it is still as it was left then. */
function originWord(origin: ManifestOrigin | undefined): string {
  switch (origin?.kind) {
    case "committed":
      return String(origin.revision);
    case "edited":
      return `${origin.revision}, edited`;
    case "removed":
    case "unreadable":
      return `${origin.revision}, ${origin.kind}`;
    case "not committed":
      return "none";
    default:
      return "unknown";
  }
}

/** What is no component: etcd's data, versions, certificates that end soon. */
function facts({ etcd, kubelet, runtime, expiringCertificates }: NodeStatus, now: number): readonly string[][] {
  const certificates = expiringCertificates.map(({ path, notAfter }) => {
    const left = Date.parse(notAfter) - now;
    return left <= 0 ? `${path} expired ${age(-left)} ago` : `${path} expires in ${age(left)}`;
  });
  return [
    ...(etcd === undefined ? [] : [["etcd", etcdWords(etcd)]]),
    ["kubelet", kubelet.version ?? "version unknown"],
    ["runtime", runtime.name === "" ? "version unknown" : `${runtime.name} ${runtime.version}`],
    ...(certificates.length === 0 ? [["certificates", "none expires within 30 days"]] : []),
    ...certificates.map((text, index) => [index === 0 ? "certificates" : "", text]),
  ];
}
