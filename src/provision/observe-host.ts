import { absolute, type AbsolutePath, below } from "../domain/absolute-path.ts";
import type { Finding } from "../domain/finding.ts";
import { couldNotRead } from "../errors/apply.ts";
import type { BinaryStore } from "../ports/binary-store.ts";
import type { Commands } from "../ports/commands.ts";
import type { ContainerRuntime } from "../ports/container-runtime.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { type ServiceName, SERVICES, type Services } from "../ports/services.ts";
import type { Source } from "../ports/source.ts";
import { findPackagedKubelet, observeBinaries } from "./binaries/observe-binaries.ts";
import type { HostObservation } from "./host-observation.ts";
import { observeKernel } from "./kernel/observe-kernel.ts";
import { observePodNetwork } from "./network/observe-pod-network.ts";
import { findFirst, findMissingPackages } from "./packages/find-missing-packages.ts";
import { PACKAGE_REQUIREMENTS } from "./packages/requirements.ts";
import type { ProvisionPaths } from "./provision-paths.ts";
import type { ProvisionRequest } from "./provision-request.ts";
import { observeRuntimeConfiguration } from "./runtime/observe-runtime-configuration.ts";
import { observeRuntimeSettings } from "./runtime/observe-runtime-settings.ts";

export interface ObservePorts {
  readonly commands: Commands;
  readonly files: FileSystem;
  readonly store: BinaryStore;
  readonly runtime: ContainerRuntime;
  readonly services: Services;
  readonly source: Pick<Source, "recognises">;
}

/** Sees what of `request` the host has. Changes nothing. Rejects with CouldNotRead. */
export async function observeHost(
  request: ProvisionRequest,
  paths: ProvisionPaths,
  ports: ObservePorts,
): Promise<HostObservation> {
  const { files, services } = ports;
  const settings = await observeRuntimeSettings(request, paths, files);
  const missingImages = await findMissingImages(request.images, ports.runtime);
  const kubelet = await findPackagedKubelet(files);
  return {
    missingPackages: await findMissingPackages(PACKAGE_REQUIREMENTS, files),
    kernel: await observeKernel(paths.sysctlFile, files),
    runtimeConfiguration: await observeRuntimeConfiguration(paths.runtimeConfiguration, settings, ports),
    podNetwork: await observePodNetwork(paths.cniConfDir, files),
    definitions: await readDefinitions(paths.serviceDefinitions, files),
    containerdPath: await findContainerd(files),
    runtimeService: (await services.status("containerd")).state,
    isRuntimeAnswering: missingImages !== undefined,
    binaries: await observeBinaries(
      {
        ...request,
        programs: request.binaries,
        directory: paths.binaries,
        recordPath: paths.installedRecord,
        source: ports.source,
      },
      ports,
    ),
    missingImages,
    findings: kubelet === undefined ? [] : [packagedKubelet(kubelet, paths.binaries)],
  };
}

/** Where containerd is, or where its package will put it. */
async function findContainerd(files: FileSystem): Promise<string> {
  const places = PACKAGE_REQUIREMENTS.find((requirement) => requirement.package === "containerd")?.anyOf ?? [];
  return (await findFirst(places, files)) ?? "/usr/bin/containerd";
}

async function findMissingImages(
  references: readonly string[],
  runtime: ContainerRuntime,
): Promise<readonly string[] | undefined> {
  try {
    await runtime.version();
  } catch {
    // No socket, nobody behind it, or a runtime without CRI: in each case it must be configured and started.
    return undefined;
  }
  const missing: string[] = [];
  for (const reference of references) {
    if ((await runtime.image(reference)) === undefined) {
      missing.push(reference);
    }
  }
  return missing;
}

async function readDefinitions(
  directory: AbsolutePath,
  files: FileSystem,
): Promise<Record<ServiceName, string | undefined>> {
  const texts: Partial<Record<ServiceName, string>> = {};
  for (const name of SERVICES) {
    const path = below(directory, `${name}.json`);
    const read = await files.readText(path);
    if (read.kind === "unreadable") {
      throw couldNotRead(path, read.reason);
    }
    if (read.kind === "present") {
      texts[name] = read.value;
    }
  }
  return { containerd: texts.containerd, kubelet: texts.kubelet };
}

function packagedKubelet(path: AbsolutePath, binaries: AbsolutePath): Finding {
  return {
    check: "PackagedKubelet",
    level: "warn",
    what: `There is a kubelet from a package at ${path}.`,
    why: `The one at ${below(binaries, "kubelet")} is used instead. The package's was left as it is.`,
    fix: ["apt-get remove kubelet", "Or leave it, and let nothing start it."],
  };
}

/** The runtime's own socket of a CRI endpoint. */
export function socketOf(criSocket: string): AbsolutePath {
  return absolute(criSocket.replace(/^unix:\/\//u, ""));
}
