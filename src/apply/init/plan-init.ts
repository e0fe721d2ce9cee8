import { absolute } from "../../domain/absolute-path.ts";
import { COMPONENTS } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import { requiredImages } from "../../desired/images.ts";
import { nodeKubeletConfiguration } from "../../desired/kubelet/node-kubelet-configuration.ts";
import { type PhasedResource, desiredNode } from "../../desired/desired-node.ts";
import { type InitMarker, readInitMarker } from "../../observed/init-marker.ts";
import { soundJournal } from "../../observed/read-journal.ts";
import { isExternalCa } from "../../observed/is-external-ca.ts";
import { observeNode } from "../../observed/observe-node.ts";
import { gatherHost } from "../../observed/preflight/gather-host.ts";
import { changesOf, type Plan, planNode } from "../../plan/plan-node.ts";
import { demote } from "../../plan/preflight/demote.ts";
import { preflight } from "../../plan/preflight/preflight.ts";
import type { Read } from "../../ports/file-system.ts";
import { alreadyInitialised, couldNotRead } from "../../errors/apply.ts";
import { changeInterrupted } from "../../errors/transaction.ts";
import type { InitPorts } from "./init-ports.ts";
import type { InitRequest } from "./init-request.ts";

/** What `init` is going to do, and what it found on the way. Nothing has been changed yet. */
export interface InitPlan extends Plan {
  readonly desired: readonly PhasedResource[];
  readonly marker: InitMarker | undefined;
  /** Images of the control plane that are not on the host and can be pulled. */
  readonly missingImages: readonly string[];
}

/**
 * Looks at the host, checks everything and plans. Rejects with AlreadyInitialised, where the plan would change a node that
 * was healthy, and with ChangeInterrupted, where the drafts of another change are still needed.
 */
export async function planInit(request: InitRequest, ports: InitPorts): Promise<InitPlan> {
  const { cluster, node, phases } = request;
  const interrupted = await soundJournal(ports.files);
  if (interrupted !== undefined) {
    throw changeInterrupted(interrupted.command, interrupted.startedAt);
  }
  const marker = presentOrThrow(await readInitMarker(ports.files), "/var/lib/steadyplane/init.json");
  const external = await isExternalCa(cluster, ports.files);
  const desired = desiredNode(cluster, node, external);
  const images = controlPlaneImages(request);
  const [seen, facts] = await Promise.all([
    observeNode(
      desired.map(({ resource }) => resource),
      ports,
    ),
    gatherHost(ports, cluster, node, {
      manifests: manifestsOf(desired).map(({ path }) => path),
      images,
      localImageRepository: request.localImageRepository,
      kubeletConfiguration: nodeKubeletConfiguration(cluster, node),
      isResuming: isResumed(request, marker),
      builtAt: undefined,
    }),
  ]);
  const plan = planNode(desired, seen, { isExternalCa: external, phases, renderManifest: ports.renderManifest });
  const changes = changesOf(plan).filter(({ change }) => change.kind === "replace");
  if (marker?.healthyAt !== undefined && changes.length > 0) {
    throw alreadyInitialised(marker.healthyAt, changes);
  }
  const checked: readonly Finding[] = phases.has("preflight") ? preflight(cluster, node, facts) : [];
  return {
    steps: plan.steps,
    findings: demote([...checked, ...plan.findings], node.ignorePreflightErrors),
    desired,
    marker,
    missingImages: facts.images.filter(({ image }) => image.kind === "absent").map(({ reference }) => reference),
  };
}

function controlPlaneImages({ cluster }: InitRequest): readonly string[] {
  const wanted = new Set<string>([...COMPONENTS, "pause"]);
  return requiredImages(cluster)
    .filter(({ component }) => wanted.has(component))
    .map(({ reference }) => reference);
}

function manifestsOf(desired: readonly PhasedResource[]): readonly StaticPodResource[] {
  return desired.flatMap(({ resource }) => (resource.kind === "static-pod" ? [resource] : []));
}

function isResumed({ cluster, node }: InitRequest, marker: InitMarker | undefined): boolean {
  return (
    marker !== undefined &&
    marker.nodeName === node.name &&
    cluster.etcd.kind === "local" &&
    marker.etcdDataDir === cluster.etcd.dataDir
  );
}

function presentOrThrow<T>(read: Read<T>, path: string): T | undefined {
  if (read.kind === "unreadable") {
    throw couldNotRead(absolute(path), read.reason);
  }
  return read.kind === "present" ? read.value : undefined;
}
