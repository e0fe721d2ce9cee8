import { CONFIGURATION_FILE } from "../src/apply/init/write-marker.ts";
import { COMPONENTS } from "../src/domain/component.ts";
import { type AbsolutePath, absolute, below, nameOf } from "../src/domain/absolute-path.ts";
import type { BundlePart } from "../src/diagnose/support/collect-bundle.ts";
import { podLogFiles } from "../src/observed/logs/pod-log-files.ts";
import type { LogInstance } from "../src/observed/logs/log-instance.ts";
import { askKubeletVersion } from "../src/observed/observe-node-details.ts";
import { readJournal } from "../src/observed/read-journal.ts";
import { listRevisions } from "../src/observed/revisions/list-revisions.ts";
import { certificateReport } from "../src/observed/support/certificate-report.ts";
import { hostFactsReport } from "../src/observed/support/host-facts-report.ts";
import type { ContainerRuntime } from "../src/ports/container-runtime.ts";
import type { Read } from "../src/ports/file-system.ts";
import { SERVICES } from "../src/ports/services.ts";
import { explanationOf } from "./commands/explain.ts";
import { lookAtStatus } from "./commands/status.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";
import { kubeletPlaces } from "./kubelet-places.ts";
import { lookAtHost } from "./look-at-host.ts";
import { describeExplanation } from "./output/describe-explanation.ts";
import { describeRevisions } from "./output/describe-revision.ts";
import { describeStatus } from "./output/describe-status.ts";
import { VERSION } from "./version.ts";

const RUNTIME_ANSWERS_IN_MS = 3_000;
const SERVICE_LOG_LINES = 1_000;
const CONTAINER_LOG_BYTES = 128 * 1024;
/** Of each container: the instance that runs, and the one before it. */
const INSTANCES = 2;
const KUBECONFIGS = absolute("/etc/kubernetes");

/** Everything that somebody who shall help with this node would ask for. */
export async function supportParts(context: CommandContext, ports: HostPorts): Promise<readonly BundlePart[]> {
  const { configPath, staticPodPath } = await kubeletPlaces(ports);
  const { criSocket, nodeName } = await lookAtHost(ports, context, configPath);
  const runtime = ports.runtimeAt(criSocket, RUNTIME_ANSWERS_IN_MS);
  const [manifests, kubeconfigs, logs] = await Promise.all([
    namesIn(ports, staticPodPath, /^[^.]/u),
    namesIn(ports, KUBECONFIGS, /\.conf$/u),
    podLogFiles(ports.files, (podName) => podName.endsWith(`-${nodeName.toLowerCase()}`)),
  ]);
  return [
    ...words(context, ports, runtime),
    ...[CONFIGURATION_FILE, configPath, absolute("/var/lib/kubelet/instance-config.yaml")].map((path) =>
      yaml(ports, `configuration/${nameIn(path)}`, path),
    ),
    yaml(ports, "configuration/kubelet-service.json", absolute("/etc/steadyplane/services/kubelet.json")),
    textFile(ports, "configuration/kubeadm-flags.env", absolute("/var/lib/kubelet/kubeadm-flags.env")),
    ...manifests.map((path) => yaml(ports, `manifests/${nameOf(path)}`, path)),
    ...kubeconfigs.map((path) => yaml(ports, `kubeconfigs/${nameOf(path)}`, path)),
    ...SERVICES.map((name) =>
      lines(`logs/${name}.log`, async () => present((await ports.services.logs(name, SERVICE_LOG_LINES)).join("\n"))),
    ),
    ...latest(logs).map((log) => containerLog(ports, log)),
  ];
}

/** What this program says of the node, and what others say when they are asked. */
function words(context: CommandContext, ports: HostPorts, runtime: ContainerRuntime): readonly BundlePart[] {
  const { files, clock, packets } = ports;
  return [
    lines("status.txt", async () => present(describeStatus((await lookAtStatus(context, ports)).status, clock.now()))),
    ...COMPONENTS.map((name) =>
      lines(`explain/${name}.txt`, async () => present(describeExplanation(await explanationOf(context, ports, name)))),
    ),
    lines("versions.txt", async () => {
      const [kubelet, engine] = await Promise.all([
        askKubeletVersion(ports),
        runtime.version().then(({ name, version }) => `${name} ${version}`, String),
      ]);
      return present(`steadyplane ${VERSION}\nkubelet ${kubelet ?? "not known"}\nruntime ${engine}\n`);
    }),
    lines("certificates.txt", async () => certificateReport(files)),
    lines("revisions.txt", async () => present(describeRevisions(await listRevisions(files)))),
    lines("journal.json", async () => {
      const read = await readJournal(files);
      return read.kind === "present" ? json(read.journal) : read.kind === "absent" ? read : json(read);
    }),
    lines("cri/sandboxes.json", async () => json((await runtime.sandboxes()).map(ownAnnotations))),
    lines("cri/containers.json", async () => json((await runtime.containers()).map(ownAnnotations))),
    lines("cri/images.json", async () => json(await runtime.images())),
    lines("packet-filter.json", async () => {
      const lacking = await packets.lacks();
      return lacking === undefined
        ? json({ tables: await packets.tables(), holds: await packets.holds() })
        : { kind: "unreadable", reason: lacking };
    }),
    lines("host.txt", async () => present(await hostFactsReport(ports))),
  ];
}

async function namesIn({ files }: HostPorts, directory: AbsolutePath, which: RegExp): Promise<readonly AbsolutePath[]> {
  const names = await files.list(directory);
  const own = names.kind === "present" ? names.value : [];
  return own.filter((name) => which.test(name)).map((name) => below(directory, name));
}

/** The newest instances of each container. */
function latest(logs: readonly LogInstance[]): readonly LogInstance[] {
  const byContainer = Map.groupBy(logs, ({ namespace, podName, container }) => `${namespace}/${podName}/${container}`);
  return [...byContainer.values()].flatMap((own) => own.toSorted((a, b) => a.at - b.at).slice(-INSTANCES));
}

function containerLog({ files }: HostPorts, { podName, container, attempt, path }: LogInstance): BundlePart {
  return lines(`logs/${podName}/${container}-${attempt}.log`, async () => files.readTail(path, CONTAINER_LOG_BYTES));
}

function yaml({ files }: HostPorts, path: string, from: AbsolutePath): BundlePart {
  return { path, format: "yaml", read: async () => files.readText(from) };
}

function textFile({ files }: HostPorts, path: string, from: AbsolutePath): BundlePart {
  return lines(path, async () => files.readText(from));
}

function lines(path: string, read: () => Promise<Read<string>>): BundlePart {
  return { path, format: "lines", read };
}

/** Others write whole manifests into annotations, with the values of variables. */
function ownAnnotations<T extends { readonly annotations: Readonly<Record<string, string>> }>(view: T): T {
  const own = Object.entries(view.annotations).filter(([name]) => name.startsWith("kubernetes.io/config."));
  return { ...view, annotations: Object.fromEntries(own) };
}

const present = (value: string): Read<string> => ({ kind: "present", value });
const json = (value: unknown): Read<string> => present(`${JSON.stringify(value, undefined, 1)}\n`);

/** Two files of a node are called config.yaml. */
function nameIn(path: AbsolutePath): string {
  return path.includes("/kubelet") ? `kubelet-${nameOf(path)}` : nameOf(path);
}
