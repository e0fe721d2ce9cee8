import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { COMPONENTS } from "../../../src/domain/component.ts";
import type { MountView, ProbeView, StaticPodView, VolumeView } from "../../../src/domain/static-pod-view.ts";
import { renderTemplate } from "../../support/render-template.ts";
import { renderStaticPod } from "../../../src/desired/manifests/render-static-pod.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";

const HOSTILE = [
  "a\nhostPID: true",
  "x: y",
  "# no",
  "{{scalar x}}",
  "$(HOME)",
  "${HOME}",
  "\u2028",
  "\u0085",
  "-",
  "'",
  '"',
  "&a",
  "*a",
  "!!int 1",
  "yes",
  "\u007f",
  "\\",
  "\t",
  "\r\n",
  "%",
  "@",
  "`",
  "|",
  ">",
  "null",
  "~",
  "",
  " ",
];
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));
const seconds = fc.nat({ max: 100 });

const probe: fc.Arbitrary<ProbeView> = fc
  .record({
    host: text,
    path: text,
    scheme: fc.constantFrom("HTTP" as const, "HTTPS" as const),
    initialDelaySeconds: seconds,
    periodSeconds: seconds,
    timeoutSeconds: seconds,
    failureThreshold: seconds,
  })
  .map((view) => ({ ...view, hasHost: view.host !== "", hasInitialDelay: view.initialDelaySeconds !== 0 }));

const volume: fc.Arbitrary<VolumeView> = fc.record({ name: text, path: text, type: text, hasType: fc.boolean() });
const mount: fc.Arbitrary<MountView> = fc.record({ name: text, mountPath: text, isReadOnly: fc.boolean() });

const view: fc.Arbitrary<StaticPodView> = fc
  .record({
    component: fc.constantFrom(...COMPONENTS),
    annotations: fc.uniqueArray(fc.record({ name: text, value: text }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
    image: text,
    imagePullPolicy: fc.constantFrom("Always" as const, "IfNotPresent" as const, "Never" as const),
    command: fc.array(text, { minLength: 1, maxLength: 5 }),
    env: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
    probePort: fc.nat({ max: 65535 }),
    liveness: probe,
    readiness: probe,
    startup: probe,
    cpuRequest: text,
    memoryRequest: text,
    mounts: fc.array(mount, { minLength: 1, maxLength: 3 }),
    volumes: fc.array(volume, { minLength: 1, maxLength: 3 }),
  })
  .map((all) => ({ ...all, readiness: all.component === "kube-controller-manager" ? undefined : all.readiness }));

it("parses to the Pod that the view describes, whatever the values are", () => {
  fc.assert(
    fc.property(view, (described) => {
      const manifest = renderStaticPod(resourceOf(described), new Map(), renderTemplate);

      expect(parse(manifest)).toEqual(podOf(described));
    }),
    { numRuns: 300 },
  );
});

it("is the same for the same view", () => {
  fc.assert(
    fc.property(view, (described) => {
      const render = (): string => renderStaticPod(resourceOf(structuredClone(described)), new Map(), renderTemplate);
      expect(render()).toBe(render());
    }),
    { numRuns: 30 },
  );
});

function resourceOf(described: StaticPodView): Parameters<typeof renderStaticPod>[0] {
  const path = absolute("/etc/kubernetes/manifests/pod.yaml");
  return {
    kind: "static-pod",
    component: described.component,
    path,
    mode: 0o600,
    owner: "root:root",
    view: described,
    inputs: [],
  };
}

function podOf(described: StaticPodView): object {
  const { component, annotations, env, readiness } = described;
  const memory = component === "etcd" ? { memory: described.memoryRequest } : {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...(annotations.length === 0
        ? {}
        : { annotations: Object.fromEntries(annotations.map(({ name, value }) => [name, value])) }),
      labels: { component, tier: "control-plane" },
      name: component,
      namespace: "kube-system",
    },
    spec: {
      containers: [
        {
          command: described.command,
          ...(env.length === 0 ? {} : { env }),
          image: described.image,
          imagePullPolicy: described.imagePullPolicy,
          livenessProbe: probeOf(described.liveness),
          name: component,
          ports: [{ containerPort: described.probePort, name: "probe-port", protocol: "TCP" }],
          ...(readiness === undefined ? {} : { readinessProbe: probeOf(readiness) }),
          resources: { requests: { cpu: described.cpuRequest, ...memory } },
          startupProbe: probeOf(described.startup),
          volumeMounts: described.mounts.map(mountOf),
        },
      ],
      hostNetwork: true,
      priority: 2000001000,
      priorityClassName: "system-node-critical",
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      volumes: described.volumes.map(volumeOf),
    },
    status: {},
  };
}

function probeOf(described: ProbeView): object {
  const { host, path, scheme, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = described;
  return {
    failureThreshold,
    httpGet: { ...(host === "" ? {} : { host }), path, port: "probe-port", scheme },
    ...(initialDelaySeconds === 0 ? {} : { initialDelaySeconds }),
    periodSeconds,
    timeoutSeconds,
  };
}

function mountOf({ name, mountPath, isReadOnly }: MountView): object {
  return { mountPath, name, ...(isReadOnly ? { readOnly: true } : {}) };
}

function volumeOf({ name, path, type, hasType }: VolumeView): object {
  return { hostPath: { path, ...(hasType ? { type } : {}) }, name };
}
