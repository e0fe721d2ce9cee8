import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { COMPONENTS } from "../../domain/component.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { HostFacts } from "../../domain/node-spec.ts";
import type { Specs } from "../../domain/specs.ts";
import { requiredImages } from "../../desired/images.ts";
import { nodeKubeletConfiguration } from "../../desired/kubelet/node-kubelet-configuration.ts";
import { controlPlaneSnapshot } from "../../diagnose/control-plane-status.ts";
import type { DiagnosePorts } from "../../diagnose/diagnose-ports.ts";
import type { DoctorFacts } from "../../diagnose/doctor/doctor-facts.ts";
import type { Expectation } from "../../diagnose/expectation.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { Commands } from "../../ports/commands.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { TlsServers } from "../../ports/tls-servers.ts";
import { inTime } from "../in-time.ts";
import { observeCommitted } from "../observe-committed.ts";
import { describeJournal, describeRedirects } from "../observe-leftovers.ts";
import { findStaticPodPath } from "../host/find-static-pod-path.ts";
import { gatherHost, type PreflightPorts } from "../preflight/gather-host.ts";
import { seenOf } from "../preflight/seen-of.ts";
import { readJournal } from "../read-journal.ts";
import { latestRevision } from "../revisions/list-revisions.ts";
import { neededImages } from "./needed-images.ts";
import { observeCni } from "./observe-cni.ts";
import { observeCredentials } from "./observe-credentials.ts";
import { observeEndpoint } from "./observe-endpoint.ts";
import { type EtcdFactPorts, observeEtcdFacts } from "./observe-etcd-facts.ts";
import { type FolderView, observeFolder } from "./observe-folder.ts";
import { observeInputs } from "./observe-inputs.ts";
import { observeKubeletConfiguration } from "./observe-kubelet-configuration.ts";
import { observeOperatingSystem } from "./observe-operating-system.ts";
import { observeServed } from "./observe-served.ts";
import { observeSpecs } from "./observe-specs.ts";

export interface DoctorPorts extends DiagnosePorts, Omit<PreflightPorts, "runtime">, EtcdFactPorts {
  readonly packets: PacketFilter;
  readonly tls: TlsServers;
}

/** What is known of the host before it is looked over. */
export interface DoctorRequest {
  readonly facts: HostFacts;
  readonly nodeName: string;
  readonly criSocket: string;
  readonly staticPodPath: AbsolutePath;
  readonly kubeletConfigPath: AbsolutePath;
  readonly expectation: Expectation;
  /** The configuration that the operator names, already read. */
  readonly named: { readonly file: string; readonly specs: Specs } | undefined;
  /** Where the configuration that was applied is kept. */
  readonly stored: AbsolutePath;
  /** Repository of images that no registry has. */
  readonly madeHere: string;
}

/** No program of the host may take longer. */
const PROGRAM_MS = 4_000;
const LATE = { kind: "unreadable", reason: "it did not answer in time" } as const;

/** Looks over everything that the checks of `doctor` need, at once and each part with a limit. Writes nothing. */
export async function observeDoctor(ports: DoctorPorts, request: DoctorRequest): Promise<DoctorFacts> {
  const { files, clock } = ports;
  const hurried = { ...ports, commands: hurrying(ports.commands) };
  const [folder, kubelet] = await Promise.all([
    observeFolder(request.staticPodPath, files),
    observeKubeletConfiguration(request.kubeletConfigPath, files),
  ]);
  const kind = isBare(folder, kubelet) ? "bare" : "node";
  const specs = await observeSpecs({ ...request, kind, folder, kubelet: kubelet.kubeletConfiguration }, files);
  const configured = kubelet.kubeletConfiguration.kind === "present" ? kubelet.kubeletConfiguration.value : {};
  const revision = latestRevision(files);
  const snapshot =
    kind === "node" ? observeSnapshot(ports, request.expectation) : Promise.resolve({ kind: "absent" } as const);
  const [host, system, credentials, seen, redirects, journal, etcd, served, cni, endpoint, inputs, committed] =
    await Promise.all([
      observeHost(hurried, specs.assumed, folder, request.madeHere, kind === "node" ? configured : undefined),
      observeOperatingSystem(ports, request.criSocket, request.facts.isSystemd),
      observeCredentials(specs.assumed, ports),
      snapshot,
      inTime(
        clock,
        seenOf(() => describeRedirects(ports.packets)),
        LATE,
      ),
      readJournal(files),
      kind === "node" ? inTime(clock, observeEtcdFacts(ports, request.expectation), UNANSWERED_ETCD) : undefined,
      kind === "node" ? observeServed(folder.components, request.expectation, ports) : [],
      observeCni(files),
      kind === "node" ? observeEndpoint(hurried) : ({ kind: "absent" } as const),
      snapshot.then(async (look) =>
        look.kind === "present" ? observeInputs(folder.components, look.value, await revision, files) : [],
      ),
      revision.then((latest) => observeCommitted(latest, files)),
    ]);
  return {
    ...specs,
    ...kubelet,
    ...system,
    ...credentials,
    ...host,
    kind,
    now: clock.now(),
    manifests: folder.manifests,
    unreadNames: folder.unreadNames,
    snapshot: seen,
    redirects,
    interrupted: journal.kind === "unreadable" ? journal : { kind: "present", value: describeJournal(journal) },
    etcd,
    served,
    cni,
    endpoint,
    inputs,
    committed,
  };
}

// What cannot be read is not taken for absent: something is there.
function isBare(
  { manifests }: FolderView,
  { kubeletConfiguration }: Pick<DoctorFacts, "kubeletConfiguration">,
): boolean {
  const isEmpty = manifests.kind === "absent" || (manifests.kind === "present" && manifests.value.length === 0);
  return isEmpty && kubeletConfiguration.kind === "absent";
}

const UNANSWERED_ETCD: DoctorFacts["etcd"] = {
  view: { kind: "unknown", reason: LATE.reason },
  members: LATE,
  quota: 0,
  fsyncMs: LATE,
  commitMs: LATE,
};

async function observeSnapshot(ports: DiagnosePorts, expectation: Expectation): Promise<DoctorFacts["snapshot"]> {
  return { kind: "present", value: await controlPlaneSnapshot(ports, expectation) };
}

/**
 * Everything that preflight looks at. `kubelet`: how the kubelet of a node is configured, and undefined on a bare host,
 * where everything is as it would be made.
 */
async function observeHost(
  ports: PreflightPorts,
  { cluster, node }: Specs,
  folder: FolderView,
  madeHere: string,
  kubelet: JsonObject | undefined,
): Promise<Pick<DoctorFacts, "host" | "images">> {
  const manifests = folder.manifests.kind === "present" ? folder.manifests.value : [];
  const needed = kubelet === undefined ? [] : await neededImages(manifests, madeHere, ports.files);
  const wanted = requiredImages(cluster).filter(({ component }) => [...COMPONENTS, "pause"].includes(component));
  // Not what a configuration wants of it, but what every source says of it now.
  const found = findStaticPodPath(ports);
  const host = await gatherHost(ports, cluster, node, {
    manifests: manifests.map(({ path }) => path),
    images: (kubelet === undefined ? wanted : needed).map(({ reference }) => reference),
    localImageRepository: madeHere,
    kubeletConfiguration: kubelet ?? nodeKubeletConfiguration(cluster, node),
    isResuming: false,
    builtAt: undefined,
  });
  const staticPods = { ...host.staticPods, found: await found };
  return {
    host: { ...host, staticPods },
    images: needed.map((one) => ({ ...one, image: imageOf(one.reference, host.images) })),
  };
}

function imageOf(reference: string, images: DoctorFacts["host"]["images"]): Seen<{ readonly id: string }> {
  return (
    images.find((one) => one.reference === reference)?.image ?? { kind: "unreadable", reason: "nobody asked for it" }
  );
}

function hurrying(commands: Commands): Commands {
  return {
    run: (file, args, options = {}) =>
      commands.run(file, args, { ...options, timeoutMs: Math.min(options.timeoutMs ?? PROGRAM_MS, PROGRAM_MS) }),
  };
}
