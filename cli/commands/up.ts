import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { linkKubeconfig } from "../../src/apply/link-kubeconfig.ts";
import { runStage } from "../../src/apply/run-stages.ts";
import { transactionIdFrom } from "../../src/apply/write-file.ts";
import type { Addition } from "../../src/config/fill-in.ts";
import { requiredImages } from "../../src/desired/images.ts";
import { compileTemplates } from "../../src/desired/templates.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { preflightError } from "../../src/errors/preflight.ts";
import { badArgument, notRoot } from "../../src/errors/usage.ts";
import { installedSelf, installSelf } from "../../src/provision/install-self.ts";
import { planForHost, provisionHost } from "../../src/provision/provision-host.ts";
import type { ProvisionRequest } from "../../src/provision/provision-request.ts";
import {
  etcdVersionOfTag,
  MODULES_CACHE,
  MODULES_REPOSITORY,
} from "../../src/provision/sources/modules/module-image.ts";
import { modulesSource } from "../../src/provision/sources/modules/modules-source.ts";
import type { Reporter } from "../../src/ports/reporter.ts";
import type { Source } from "../../src/ports/source.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import { homeOfTemplates, readTemplates } from "../read-templates.ts";
import type { InitOptions } from "../options/init-options.ts";
import { describeProvision } from "../output/describe-provision.ts";
import { type Prepared, prepareInit } from "../prepare-init.ts";
import { PROVISION_ROWS } from "../progress/provision-rows.ts";
import { locked } from "../locked.ts";
import { recorded } from "../recorded.ts";
import { runInit } from "./init.ts";

interface UpOptions extends InitOptions {
  readonly source: string;
}

const API = "kubeadm.k8s.io/v1beta4";

/** What a single machine of its own wants, where the configuration does not say otherwise. */
const SINGLE_MACHINE: readonly Addition[] = [
  { apiVersion: API, kind: "InitConfiguration", path: ["nodeRegistration", "taints"], value: [] },
  { apiVersion: API, kind: "ClusterConfiguration", path: ["imageRepository"], value: MODULES_REPOSITORY },
  { apiVersion: API, kind: "ClusterConfiguration", path: ["networking", "podSubnet"], value: "10.244.0.0/16" },
];

/** Takes this machine from nothing to a healthy control plane. Run again, it finds nothing to do. */
export async function up(context: CommandContext, options: UpOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("up");
  }
  // Services outlive this command, and perhaps the checkout that it was started from.
  const installed = { ...context, self: installedSelf() };
  const ports = compose(installed);
  const work = async (watched: CommandContext, watchedPorts: HostPorts): Promise<void> =>
    fromNothing(watched, options, watchedPorts);
  await locked(installed, ports, async () => recorded(installed, ports, work));
}

async function fromNothing(
  context: CommandContext,
  { source, ...options }: UpOptions,
  ports: HostPorts,
): Promise<void> {
  const prepare = async (): Promise<Prepared> =>
    prepareInit(context, options, ports, {
      additions: SINGLE_MACHINE,
      facts: async (written) => hostFacts(context, ports, written),
      usesStored: true,
    });
  const first = await prepare();
  refuseOtherSource(source === "auto" ? first.tool.source : source);
  await provision(context, options, ports, first);
  if (first.isDryRun) {
    return;
  }
  // Once more: the host that it depends on has a container runtime now.
  await runInit(context, options, ports, await prepare());
  await offerKubectl(context, ports);
}

/** A source that is asked for and cannot be used is never passed over for another one. */
function refuseOtherSource(source: string): void {
  if (source !== "auto" && source !== "modules") {
    throw badArgument(
      "--source, or provision.source,",
      `names ${JSON.stringify(source)}, which is not offered yet`,
      "modules",
    );
  }
}

async function provision(
  context: CommandContext,
  options: InitOptions,
  ports: HostPorts,
  prepared: Prepared,
): Promise<void> {
  const request = requestFor(prepared);
  const render = compileTemplates(readTemplates());
  if (prepared.isDryRun) {
    const silent = provisionPorts(ports, prepared, { notify: () => undefined });
    context.print(describeProvision(await planForHost(request, { ...silent, render })));
    return;
  }
  const progress = await context.progress(PROVISION_ROWS, options.output ?? "text");
  try {
    const all = { ...provisionPorts(ports, prepared, progress), render };
    const install = async (): Promise<string> => {
      const home = absolute(homeOfTemplates(dirname(fileURLToPath(import.meta.url))));
      const written = await installSelf(absolute(process.execPath), home, all);
      return written === 0 ? "there already" : "/usr/local/bin/steadyplane";
    };
    await runStage({ stage: "self", title: "Install steadyplane", run: install }, all);
    const { findings } = await provisionHost(request, all);
    for (const { what } of findings.filter(({ level }) => level !== "reject")) {
      progress.notify({ kind: "warning", text: what });
    }
    const error = preflightError(findings);
    if (error !== undefined) {
      throw error;
    }
  } finally {
    await progress.close();
  }
}

function provisionPorts(ports: HostPorts, prepared: Prepared, reporter: Reporter) {
  const runtime = ports.runtimeAt(prepared.node.criSocket);
  const own = { ...ports, runtime, reporter };
  const source: Source = modulesSource(
    {
      versions: versionsOf(prepared),
      architecture: prepared.node.facts.architecture,
      cache: MODULES_CACHE,
      scratch: absolute("/var/cache/steadyplane"),
      containerdAddress: absolute(prepared.node.criSocket.replace(/^unix:\/\//u, "")),
      catatonit: absolute("/usr/bin/catatonit"),
    },
    own,
  );
  return { ...own, source, transactionId: transactionIdFrom(ports.entropy.hex(6)) };
}

function versionsOf({ cluster }: Prepared) {
  return {
    kubernetes: cluster.kubernetesVersion,
    etcd: cluster.etcd.kind === "local" ? etcdVersionOfTag(cluster.etcd.imageTag) : "v3.7.0",
  };
}

const CONTROL_PLANE = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "pause"];

function requestFor(prepared: Prepared): ProvisionRequest {
  const { cluster, node } = prepared;
  const images = requiredImages(cluster).filter(({ component }) => CONTROL_PLANE.includes(component));
  const versions = versionsOf(prepared);
  return {
    versionOf: (program) => (program.startsWith("etcd") ? versions.etcd : versions.kubernetes),
    binaries: ["kubelet", "kubectl", "etcdctl"],
    // Images of another repository are pulled by init; this source has none of them.
    images: images
      .map(({ reference }) => reference)
      .filter((reference) => reference.startsWith(`${MODULES_REPOSITORY}/`)),
    sandboxImage:
      images.find(({ component }) => component === "pause")?.reference ?? `${MODULES_REPOSITORY}/pause:3.10.2`,
    podSubnets: cluster.networking.podSubnets,
    cgroupDriver: node.facts.runtimeCgroupDriver ?? (node.facts.isSystemd ? "systemd" : "cgroupfs"),
    isSystemd: node.facts.isSystemd,
    criSocket: node.criSocket,
    proxyEnv: node.proxyEnv,
  };
}

async function offerKubectl(context: CommandContext, { files }: HostPorts): Promise<void> {
  const home = context.environment["HOME"];
  if (home?.startsWith("/") === true && !(await linkKubeconfig(absolute(home), files))) {
    context.say(
      `${home}/.kube/config is not of this cluster and stays; export KUBECONFIG=/etc/kubernetes/admin.conf to use it.`,
    );
  }
}
