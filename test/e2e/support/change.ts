import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { CommandOutcome } from "../../lab/command.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { CONFIG_PATH, eventually, steadyplane, writeConfiguration } from "./steadyplane.ts";

const SAID = "/root/said";
// So that nobody waits for what other tests show.
export const SOAK: string = [
  "apiVersion: steadyplane.dev/v1alpha1",
  "kind: SteadyplaneConfiguration",
  "apply: { soak: 1s, healthTimeout: 90s }",
].join("\n");

const argument = (name: string, value: string): string => `extraArgs: [{ name: ${name}, value: "${value}" }]`;

/** ClusterConfiguration with another flag for each of the components named. */
export const flags = {
  apiServer: (name: string, value: string) => `apiServer: { ${argument(name, value)} }`,
  etcd: (name: string, value: string) => `etcd: { local: { ${argument(name, value)} } }`,
  controllerManager: (name: string, value: string) => `controllerManager: { ${argument(name, value)} }`,
  scheduler: (name: string, value: string) => `scheduler: { ${argument(name, value)} }`,
} as const;

/** A sound change of the API server, etcd and the scheduler; another one for each number. */
export function soundChange(number: number): string {
  return [
    flags.apiServer("goaway-chance", `0.0000${number % 10}`),
    flags.etcd("heartbeat-interval", `10${number % 10}`),
    flags.scheduler("kube-api-burst", `10${number % 10}`),
  ].join("\n");
}

/** What the node shall be: fields of ClusterConfiguration, as YAML lines; none for what `init` made. */
export function writeChange(host: TestHost, cluster: string): void {
  writeConfiguration(host, { cluster, documents: [SOAK] });
}

const APPLY = ["apply", "--config", CONFIG_PATH, "--yes"];

/** Changes the node to this, with more arguments where given. A failure is an outcome. */
export async function applyOf(host: TestHost, cluster: string, ...args: readonly string[]): Promise<CommandOutcome> {
  writeChange(host, cluster);
  return steadyplane(host, [...APPLY, ...args]);
}

/** An apply that runs. */
export interface RunningApply {
  readonly outcome: Promise<CommandOutcome>;
  kill(signal: NodeJS.Signals): boolean;
  /** What it has said, events line by line. */
  said(): string;
  /** Resolves when it has said this. Rejects where it ends without. */
  says(words: RegExp): Promise<void>;
}

/** Begins to change the node to this. */
export function startApply(host: TestHost, cluster: string): RunningApply {
  writeChange(host, cluster);
  // The host is gone where a test failed and left the run alone.
  const said = (): string => (existsSync(host.path(SAID)) ? readFileSync(host.path(SAID), "utf8") : "");
  // What an earlier run has said is not to be taken for this one's.
  writeFileSync(host.path(SAID), "");
  const script = `exec steadyplane "$@" >${SAID} 2>&1`;
  const { outcome, kill } = host.start("sh", ["-c", script, "sh", ...APPLY, "-o", "json"]);
  let isOver = false;
  const ended = outcome.then((result) => ({ ...result, stdout: said() })).finally(() => (isOver = true));
  const says = async (words: RegExp): Promise<void> => {
    await eventually(`apply says ${words.source}`, 120_000, async () => words.test(said()) || isOver);
    if (!words.test(said())) {
      throw new Error(`apply ended and never said ${words.source}\n${said()}`);
    }
  };
  return { outcome: ended, kill, said, says };
}
