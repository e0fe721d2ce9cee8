import type { Clock } from "../ports/clock.ts";
import type { ContainerRuntime } from "../ports/container-runtime.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { Http } from "../ports/http.ts";
import type { Processes } from "../ports/processes.ts";
import type { Services } from "../ports/services.ts";

/** What is needed to look at a host. The API is reached through `http`, so that no client library has to be loaded. */
export interface DiagnosePorts {
  readonly clock: Clock;
  readonly files: FileSystem;
  readonly http: Http;
  readonly processes: Processes;
  readonly runtime: ContainerRuntime;
  readonly services: Services;
}
