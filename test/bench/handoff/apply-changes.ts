import { writeFileSync } from "node:fs";
import type { CommandOutcome } from "../../lab/command.ts";
import { startLoad } from "../../lab/load.ts";
import type { LoadReport } from "../../lab/load-report.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { type Change, COMPONENTS } from "./changes.ts";
import { type Component, configurationFor, type Settings } from "./settings.ts";

/** What clients saw of a change, made once or several times. */
export interface Measured {
  readonly name: string;
  readonly flagOf?: Component;
  /** Of each time it was made. */
  readonly seconds: readonly number[];
  readonly report: LoadReport;
  /** What is not as it was asked for, empty where all is; undefined where nothing was. */
  readonly misses: readonly string[] | undefined;
}

export const CONFIG_PATH = "/root/cluster.yaml";

const APPLY = ["apply", "--config", CONFIG_PATH, "--yes", "-o", "json"];
const APPLY_LIMIT_MS = 300_000;
const SOAK_SECONDS = 1;
const MANIFESTS = "sha256sum /etc/kubernetes/manifests/*.yaml";
const RUNNING = "ctr -n k8s.io tasks ls -q";

/** The changes of one node, one after the other. */
export class ChangingNode {
  readonly #host: TestHost;
  readonly #fromPod: boolean;
  #settings: Settings;
  #count = 0;

  constructor(host: TestHost, settings: Settings, fromPod: boolean) {
    this.#host = host;
    this.#settings = settings;
    this.#fromPod = fromPod;
  }

  /** Makes the change under load, again until there were enough requests where it is told how many. */
  async measure(change: Change, requests: number): Promise<Measured> {
    const load = await startLoad(this.#host, { fromPod: this.#fromPod });
    const seconds: number[] = [];
    const misses: string[] = [];
    do {
      const { tookMs, complaints } = await this.#apply(change);
      seconds.push(tookMs / 1000 - (change.refusedWith === undefined ? SOAK_SECONDS : 0));
      misses.push(...complaints);
    } while (misses.length === 0 && load.requests() < requests);
    const report = await load.stop();
    misses.push(...missesOf(change, seconds, report, requests));
    const { name, flagOf } = change;
    return { name, ...(flagOf === undefined ? {} : { flagOf }), seconds, report, misses };
  }

  async #apply(change: Change): Promise<{ readonly tookMs: number; readonly complaints: readonly string[] }> {
    this.#count += 1;
    const settings = change.make(this.#settings, this.#count);
    writeFileSync(this.#host.path(CONFIG_PATH), configurationFor(settings), { mode: 0o600 });
    const before = await stateOf(this.#host);
    const outcome = await this.#host.run("steadyplane", APPLY, { timeoutMs: APPLY_LIMIT_MS });
    if (change.refusedWith !== undefined) {
      const after = await stateOf(this.#host);
      const complaints = [...refusalComplaints(outcome, change.refusedWith), ...changeComplaints(before, after)];
      return { tookMs: outcome.tookMs, complaints };
    }
    if (outcome.status !== 0) {
      return { tookMs: outcome.tookMs, complaints: [`apply: ${endOf(outcome)}`] };
    }
    this.#settings = settings;
    return { tookMs: outcome.tookMs, complaints: [] };
  }
}

interface State {
  readonly manifests: string;
  readonly containers: readonly string[];
}

async function stateOf(host: TestHost): Promise<State> {
  const pods = COMPONENTS.map((component) => `'labels."io.kubernetes.pod.name"==${component}-${host.hostname}'`);
  const [manifests, running, canonical] = await Promise.all(
    [MANIFESTS, RUNNING, `ctr -n k8s.io containers ls -q ${pods.join(" ")}`].map(async (script) => host.sh(script)),
  );
  const ids = running?.trim().split("\n") ?? [];
  // What is left of a second Pod may take a moment to go.
  return { manifests: manifests ?? "", containers: ids.filter((id) => canonical?.includes(id)) };
}

function changeComplaints(before: State, after: State): readonly string[] {
  return [
    ...(after.manifests === before.manifests ? [] : ["manifests changed"]),
    ...(before.containers.every((one) => after.containers.includes(one)) ? [] : ["containers restarted"]),
  ];
}

function refusalComplaints(outcome: CommandOutcome, named: string): readonly string[] {
  return [
    ...(outcome.status === 1 ? [] : [`apply: ${endOf(outcome)}, not 1`]),
    ...(`${outcome.stdout}${outcome.stderr}`.includes(named) ? [] : [`does not name ${named}`]),
  ];
}

function endOf({ status, signal, stdout, stderr }: CommandOutcome): string {
  const last = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  return `${signal ?? `exit status ${status}`} (${last.slice(0, 200)})`;
}

function missesOf(
  change: Change,
  seconds: readonly number[],
  { node, pod, leases }: LoadReport,
  requests: number,
): readonly string[] {
  const clients = pod === undefined ? [node] : [node, pod];
  const slowestMs = Math.max(...clients.map((one) => one.slowestMs));
  const leaderlessMs = Math.max(...Object.values(leases.leases).map(({ longestMs }) => longestMs));
  const rules: readonly (readonly [isMissed: boolean, what: string])[] = [
    [clients.some(({ failed }) => failed > 0), "failed requests"],
    [clients.some(({ watch }) => watch.missed + watch.disordered + watch.relists > 0), "watch events"],
    [(node.endpoints?.empty ?? 0) + (node.endpoints?.otherPort ?? 0) > 0, "endpoints of kubernetes"],
    [node.requests < requests, `${requests} requests`],
    [Math.max(...seconds) > change.applySeconds, `${change.applySeconds} s`],
    [slowestMs >= (change.slowestMs ?? Number.POSITIVE_INFINITY), `slowest under ${change.slowestMs} ms`],
    [leaderlessMs > (change.withoutLeaderMs ?? Number.POSITIVE_INFINITY), `leader within ${change.withoutLeaderMs} ms`],
  ];
  return rules.flatMap(([isMissed, what]) => (isMissed ? [what] : []));
}
