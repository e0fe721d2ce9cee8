import { createHash } from "node:crypto";
import { parse } from "yaml";
import { COMPONENTS, type Component } from "../../../src/domain/component.ts";
import { flagValue } from "../../../src/diagnose/flags.ts";

/** What a kubelet takes from a manifest. */
export interface StaticPod {
  readonly name: string;
  readonly component: Component;
  readonly isSecond: boolean;
  /** Changes with the text. */
  readonly hash: string;
  readonly text: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly graceMs: number;
  readonly ports: readonly number[];
  /** Files of the host that have to be there before it can be started. */
  readonly mountedFiles: readonly string[];
  /** Files of the host that its process reads, by the flag that names them. */
  readonly inputs: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly {
      readonly image: string;
      readonly command: readonly string[];
      readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
    }[];
    readonly volumes?: readonly {
      readonly name: string;
      readonly hostPath: { readonly path: string; readonly type?: string };
    }[];
  };
}

const FILE_FLAG = /^--([a-z-]+)=(\/\S+\.(?:crt|key|pub|conf|yaml))$/u;
const known = new Map<string, StaticPod>();

/** The Pod that `text`, found at `path`, describes. */
export function staticPod(path: string, text: string): StaticPod {
  const key = `${path}\n${text}`;
  const pod = known.get(key) ?? read(key, text);
  known.set(key, pod);
  return pod;
}

function read(key: string, text: string): StaticPod {
  const { metadata, spec } = parse(text) as Manifest;
  const [container] = spec.containers;
  if (container === undefined) {
    throw new Error(`no container in ${metadata.name}`);
  }
  const { command, image } = container;
  const component = COMPONENTS.find((name) => name === command[0]) ?? "etcd";
  return {
    name: metadata.name,
    component,
    isSecond: metadata.name.endsWith("-handoff"),
    hash: createHash("sha256").update(key).digest("hex").slice(0, 32),
    ...{ text, image, command },
    graceMs: (spec.terminationGracePeriodSeconds ?? 30) * 1_000,
    ports: portsOf(component, command),
    mountedFiles: (spec.volumes ?? []).flatMap(({ hostPath }) => (hostPath.type === "File" ? [hostPath.path] : [])),
    inputs: inputsOf(container, spec.volumes ?? []),
  };
}

function portsOf(component: Component, command: readonly string[]): readonly number[] {
  if (component === "etcd") {
    return ["listen-client-urls", "listen-peer-urls", "listen-metrics-urls"].map((flag) =>
      Number(new URL((flagValue(command, flag) ?? "").split(",")[0] ?? "").port),
    );
  }
  const usual = { "kube-apiserver": 6443, "kube-controller-manager": 10257, "kube-scheduler": 10259 }[component];
  return [Number(flagValue(command, "secure-port") ?? usual)];
}

function inputsOf(
  { command, volumeMounts = [] }: Manifest["spec"]["containers"][number],
  volumes: NonNullable<Manifest["spec"]["volumes"]>,
): ReadonlyMap<string, string> {
  const mounts = volumeMounts.toSorted((a, b) => b.mountPath.length - a.mountPath.length);
  return new Map(
    command.flatMap((argument) => {
      const [, flag = "", path = ""] = FILE_FLAG.exec(argument) ?? [];
      const mount = mounts.find(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`));
      const volume = volumes.find(({ name }) => name === mount?.name);
      return mount === undefined || volume === undefined
        ? []
        : [[flag, volume.hostPath.path + path.slice(mount.mountPath.length)] as const];
    }),
  );
}
