import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { COMPONENTS } from "../../domain/component.ts";
import type { RunRecord } from "../../domain/run-record.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { Processes } from "../../ports/processes.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { recordOf } from "./record-of.ts";
import { RunLog } from "./run-log.ts";
import { SeenAnswers } from "./seen-answers.ts";
import { seenLeases } from "./seen-leases.ts";
import { seenManifests } from "./seen-manifests.ts";
import { SeenPods } from "./seen-pods.ts";
import { seenStages } from "./seen-stages.ts";
import { seenTraffic } from "./seen-traffic.ts";

export interface RecordedPorts {
  readonly clock: Clock;
  readonly files: FileSystem;
}

/**
 * Watches a run through the ports that it works with: each is given back as one that does the same and is looked at. The
 * run itself does not know of it, and nothing is written while it goes on.
 */
export class RunRecorder {
  readonly #log: RunLog;
  readonly #pods: SeenPods;
  readonly #answers: SeenAnswers;
  readonly #files: FileSystem;
  readonly #staticPodPath: AbsolutePath;

  constructor({ clock, files }: RecordedPorts, staticPodPath: AbsolutePath) {
    this.#log = new RunLog(clock);
    this.#pods = new SeenPods(this.#log);
    this.#answers = new SeenAnswers(this.#log);
    this.#files = files;
    this.#staticPodPath = staticPodPath;
  }

  /** Learns where the instances that are there answer. */
  async begin(): Promise<void> {
    for (const component of COMPONENTS) {
      await this.#answers.learn(below(this.#staticPodPath, `${component}.yaml`), this.#files);
    }
  }

  /** Whether the run came to work at all. */
  get hasWorked(): boolean {
    return this.#log.entries.some(({ happening }) => happening.kind === "stage-started");
  }

  reporter(reporter: Reporter): Reporter {
    return seenStages(reporter, this.#log);
  }

  packets(packets: PacketFilter): PacketFilter {
    return seenTraffic(packets, this.#log);
  }

  files(files: FileSystem): FileSystem {
    return seenManifests(files, this.#staticPodPath, this.#log, async (path) => this.#answers.learn(path, files));
  }

  runtime(runtime: ContainerRuntime): ContainerRuntime {
    return this.#pods.watching(runtime);
  }

  processes(processes: Processes): Processes {
    return this.#pods.watchingProcesses(processes);
  }

  http(http: Http): Http {
    return this.#answers.watching(http);
  }

  api(api: ClusterApi): ClusterApi {
    return seenLeases(api, this.#log);
  }

  /** What was seen. To be called once, at the end. */
  async end(said: Pick<RunRecord, "command" | "node" | "outcome" | "failure" | "revision">): Promise<RunRecord> {
    const endedAt = this.#log.now();
    await this.#pods.lookAgain();
    this.#pods.note();
    this.#answers.note(this.#pods.containers);
    return recordOf(this.#log.entries, endedAt, said);
  }
}
