import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import type { MountView, ProbeView, StaticPodView, VolumeView } from "../../../src/domain/static-pod-view.ts";
import { anyStaticPod } from "../../support/any-static-pod.ts";
import { renderTemplate } from "../../support/render-template.ts";
import { renderStaticPod } from "../../../src/desired/manifests/render-static-pod.ts";

it("parses to the Pod that the view describes, whatever the values are", () => {
  fc.assert(
    fc.property(anyStaticPod, (pod) => {
      const manifest = renderStaticPod(pod, new Map(), renderTemplate);

      expect(parse(manifest)).toEqual(podOf(pod.view));
    }),
    { numRuns: 300 },
  );
});

it("is the same for the same view", () => {
  fc.assert(
    fc.property(anyStaticPod, (pod) => {
      const render = (): string => renderStaticPod(structuredClone(pod), new Map(), renderTemplate);
      expect(render()).toBe(render());
    }),
    { numRuns: 30 },
  );
});

function podOf(described: StaticPodView): object {
  const { component, annotations, cpuRequest, env, memoryRequest, readiness } = described;
  const requests = { ...(cpuRequest && { cpu: cpuRequest }), ...(memoryRequest && { memory: memoryRequest }) };
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
          resources: Object.keys(requests).length === 0 ? {} : { requests },
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
