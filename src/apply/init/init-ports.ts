import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { Http } from "../../ports/http.ts";
import type { NetworkInterfaces } from "../../ports/network-interfaces.ts";
import type { Processes } from "../../ports/processes.ts";
import type { Reporter } from "../../ports/reporter.ts";
import type { StepPorts } from "../apply-step.ts";

/** Every effect that `init` has. */
export interface InitPorts extends StepPorts {
  readonly processes: Processes;
  readonly interfaces: NetworkInterfaces;
  readonly runtime: ContainerRuntime;
  readonly http: Http;
  readonly reporter: Reporter;
  readonly clusterApi: (access: ApiAccess) => ClusterApi;
}
