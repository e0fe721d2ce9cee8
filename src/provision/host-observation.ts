import type { Finding } from "../domain/finding.ts";
import type { ServiceName, ServiceStatus } from "../ports/services.ts";
import type { Program } from "../ports/source.ts";
import type { KernelObservation } from "./kernel/observe-kernel.ts";
import type { InstalledBinary } from "./binaries/observe-binaries.ts";
import type { PodNetworkObservation } from "./network/observe-pod-network.ts";
import type { RuntimeConfigurationObservation } from "./runtime/observe-runtime-configuration.ts";

/** What a host has of what Pods need, seen before anything is changed. */
export interface HostObservation {
  readonly missingPackages: readonly string[];
  readonly kernel: KernelObservation;
  readonly runtimeConfiguration: RuntimeConfigurationObservation;
  readonly podNetwork: PodNetworkObservation;
  /** Texts of the definition files; undefined where there is none. */
  readonly definitions: Readonly<Record<ServiceName, string | undefined>>;
  readonly containerdPath: string;
  readonly runtimeService: ServiceStatus["state"];
  readonly isRuntimeAnswering: boolean;
  readonly binaries: Readonly<Partial<Record<Program, InstalledBinary>>>;
  /** Undefined where the runtime does not answer, so nobody can tell. */
  readonly missingImages: readonly string[] | undefined;
  /** What other people's software on this host stands in the way of. */
  readonly findings: readonly Finding[];
}
