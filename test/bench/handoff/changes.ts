import { type Component, type Settings, withFlag } from "./settings.ts";

/** A change of a configuration that clients must not notice, and what is asked of it. */
export interface Change {
  readonly name: string;
  /** The component of whose flags it changes one, and which can be compared with a change by hand. */
  readonly flagOf?: Component;
  /** `settings` with this change made; another one for each `count`. */
  readonly make: (settings: Settings, count: number) => Settings;
  /** How many requests there must have been, none of them failed. */
  readonly requests: number;
  /** Of the whole command, without the soak. */
  readonly applySeconds: number;
  readonly slowestMs?: number;
  readonly withoutLeaderMs?: number;
  /** Of a change that must be refused: what the message has to name. */
  readonly refusedWith?: string;
}

// A flag of all servers of Kubernetes that changes nothing for these clients, and one of etcd.
const FLAGS: Readonly<Record<Component, readonly [name: string, base: number]>> = {
  "kube-apiserver": ["http2-max-streams-per-connection", 1000],
  "kube-controller-manager": ["http2-max-streams-per-connection", 1000],
  "kube-scheduler": ["http2-max-streams-per-connection", 1000],
  etcd: ["max-request-bytes", 1_572_864],
};
export const COMPONENTS: readonly Component[] = ["kube-apiserver", "etcd", "kube-scheduler", "kube-controller-manager"];
const BAD_FLAG = "no-such-flag";
const MANY = 20_000;
const LEADERLESS_MS = 5000;

const good: readonly Change[] = [
  { ...flagChange("kube-apiserver"), requests: MANY, applySeconds: 30, slowestMs: 1000 },
  { name: "kube-apiserver certSAN", make: certSanOf("apiServer"), requests: MANY, applySeconds: 30, slowestMs: 1000 },
  { ...flagChange("etcd"), requests: MANY, applySeconds: 20, slowestMs: 4000 },
  { ...flagChange("kube-scheduler"), requests: 0, applySeconds: 30, withoutLeaderMs: LEADERLESS_MS },
  { ...flagChange("kube-controller-manager"), requests: 0, applySeconds: 30, withoutLeaderMs: LEADERLESS_MS },
  { name: "all four and certificates", make: everything, requests: 0, applySeconds: 120 },
];

const bad: readonly Change[] = COMPONENTS.map((component) => ({
  name: `bad flag: ${component}`,
  make: (settings) => withFlag(settings, component, BAD_FLAG, "x"),
  requests: 0,
  applySeconds: 30,
  refusedWith: BAD_FLAG,
}));

export const CHANGES: readonly Change[] = [...good, ...bad];

/** The flag of `component` that {@link CHANGES} set, with its value the `count`th time: `--NAME=VALUE`. */
export function harmlessFlag(component: Component, count: number): string {
  const [name, base] = FLAGS[component];
  return `--${name}=${base + count}`;
}

function flagChange(component: Component): Pick<Change, "name" | "flagOf" | "make"> {
  return { name: `${component} flag`, flagOf: component, make: makeFlag(component) };
}

function makeFlag(component: Component): Change["make"] {
  const [name, base] = FLAGS[component];
  return (settings, count) => withFlag(settings, component, name, String(base + count));
}

function certSanOf(server: "apiServer" | "etcd"): Change["make"] {
  return (settings, count) => ({
    ...settings,
    certSANs: { ...settings.certSANs, [server]: [`name-${count}.example.com`] },
  });
}

function everything(settings: Settings, count: number): Settings {
  const makes = [...COMPONENTS.map(makeFlag), certSanOf("apiServer"), certSanOf("etcd")];
  return makes.reduce((changed, make) => make(changed, count), settings);
}
