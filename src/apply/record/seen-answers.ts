import { componentProbes } from "../../diagnose/component-probes.ts";
import { readManifest } from "../../diagnose/read-manifest.ts";
import { type AbsolutePath, nameOf } from "../../domain/absolute-path.ts";
import type { InstanceName } from "../../domain/run-record.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import { instanceNamed } from "./instance-named.ts";
import type { RunLog } from "./run-log.ts";
import type { SeenContainer } from "./seen-pods.ts";
import { withMethods } from "./with-methods.ts";

// As component-base's metrics of leader election have it.
const LEADS = /^leader_election_master_status\{[^}]*\} 1$/mu;

interface Answer extends InstanceName {
  readonly at: number;
}

// Beside every translation: there a canonical API server answers for itself.
const BESIDE_TRANSLATIONS = "127.0.0.2";

/** Which instance passed its health check, and when: from the questions that a wait asks anyway. */
export class SeenAnswers {
  readonly #log: RunLog;
  /** By port and path, as the manifests say. */
  readonly #places = new Map<string, InstanceName>();
  readonly #ports = new Map<string, InstanceName>();
  readonly #answers: Answer[] = [];
  #leader: InstanceName | undefined;

  constructor(log: RunLog) {
    this.#log = log;
  }

  /** Learns where the instance of this manifest answers. */
  async learn(path: AbsolutePath, files: FileSystem): Promise<void> {
    const instance = instanceNamed(nameOf(path));
    const facts = await readManifest(files, path);
    const probe =
      instance === undefined || facts.kind !== "present"
        ? undefined
        : componentProbes(instance.component, facts.value.command, "127.0.0.1").at(-1);
    if (instance !== undefined && probe !== undefined) {
      const url = new URL(probe.url);
      this.#places.set(placeOf(url), instance);
      this.#ports.set(url.port, instance);
    }
  }

  watching(http: Http): Http {
    return withMethods(http, {
      request: async (request) => {
        const answer = await http.request(request);
        if (answer.kind === "answered" && answer.status === 200 && URL.canParse(request.url)) {
          this.#see(new URL(request.url), answer.body);
        }
        return answer;
      },
    });
  }

  /** Notes for each container when its health check first passed. To be called once, at the end. */
  note(containers: readonly SeenContainer[]): void {
    for (const { id, component, instance, createdAt, startedAt = createdAt, ended } of containers) {
      const first = this.#answers.find(
        (answer) =>
          isSame(answer, { component, instance }) &&
          answer.at >= startedAt &&
          answer.at <= (ended?.at ?? Number.POSITIVE_INFINITY),
      );
      if (first !== undefined) {
        this.#log.note({ kind: "ready", container: id.slice(0, 12), component, instance }, first.at);
      }
    }
  }

  #see(url: URL, body: string): void {
    if (url.pathname === "/metrics" && LEADS.test(body)) {
      this.#seeLeader(this.#ports.get(url.port));
    }
    const instance = this.#places.get(placeOf(url));
    const isOther =
      instance?.component === "kube-apiserver" &&
      instance.instance === "canonical" &&
      isApiTranslated(this.#log) &&
      url.hostname !== BESIDE_TRANSLATIONS;
    if (instance !== undefined && !isOther) {
      this.#answers.push({ ...instance, at: this.#log.now() });
    }
  }

  #seeLeader(instance: InstanceName | undefined): void {
    if (instance !== undefined && !isSame(instance, this.#leader)) {
      this.#leader = instance;
      this.#log.note({ kind: "leads", ...instance });
    }
  }
}

function isSame(one: InstanceName, other: InstanceName | undefined): boolean {
  return one.component === other?.component && one.instance === other.instance;
}

function isApiTranslated({ entries }: RunLog): boolean {
  const last = entries.findLast(
    ({ happening }) =>
      (happening.kind === "translated" || happening.kind === "returned") && happening.component === "kube-apiserver",
  );
  return last?.happening.kind === "translated";
}

function placeOf({ port, pathname }: URL): string {
  return `${port}${pathname}`;
}
