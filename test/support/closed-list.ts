import { expect } from "vitest";
import type { Component } from "../../src/domain/component.ts";

interface Probe {
  readonly httpGet: { readonly port: unknown };
}
interface Container {
  readonly command: readonly string[];
  readonly volumeMounts: readonly { readonly name: string }[];
  readonly ports?: unknown;
  readonly resources?: unknown;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}
/** A parsed manifest, as far as a second instance may differ from a canonical one. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly labels: unknown;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly [Container];
    readonly terminationGracePeriodSeconds?: number;
    readonly volumes: readonly { readonly name: string; readonly hostPath: { readonly path: string } }[];
  };
}

const OWN = "steadyplane-handoff";
const FLAGS: Readonly<Record<Component, RegExp>> = {
  etcd: /^--listen-(?:client|peer|metrics)-urls=/u,
  "kube-apiserver": /^--(?:secure[-_]port|endpoint-reconciler-type|audit-log-path)=/u,
  "kube-controller-manager": /^--secure[-_]port=/u,
  "kube-scheduler": /^--secure[-_]port=/u,
};

/** `second` differs from `canonical` in nothing but what a second instance must have different. */
export function expectClosedList(
  component: Component,
  canonical: Pod,
  second: Pod,
  inputs = new Map<string, string>(),
) {
  expect(withoutClosedList(component, second, new Map())).toEqual(withoutClosedList(component, canonical, inputs));
}

function withoutClosedList(
  component: Component,
  { metadata, spec, ...rest }: Pod,
  inputs: ReadonlyMap<string, string>,
) {
  const { name: _name, labels: _labels, annotations = {}, ...identity } = metadata;
  const { "steadyplane.dev/transaction": _transaction, ...kept } = annotations;
  const { containers, terminationGracePeriodSeconds: _grace, volumes, ...pod } = spec;
  return {
    ...rest,
    ...identity,
    annotations: kept,
    ...pod,
    containers: containers.map((container) => containerWithout(component, container)),
    volumes: volumes
      .filter(({ name }) => name !== OWN)
      .map(({ hostPath, ...volume }) => ({
        ...volume,
        hostPath: { ...hostPath, path: inputs.get(hostPath.path) ?? hostPath.path },
      })),
  };
}

function containerWithout(component: Component, container: Container) {
  const {
    command,
    livenessProbe,
    ports: _ports,
    readinessProbe,
    resources: _,
    startupProbe,
    volumeMounts,
    ...kept
  } = container;
  return {
    ...kept,
    command: command.filter((argument) => !FLAGS[component].test(argument)),
    probes: component === "etcd" ? [] : [livenessProbe, readinessProbe, startupProbe].map(probeWithout),
    volumeMounts: volumeMounts.filter(({ name }) => name !== OWN),
  };
}

function probeWithout(probe: Probe | undefined) {
  return probe && { ...probe, httpGet: { ...probe.httpGet, port: "any" } };
}
