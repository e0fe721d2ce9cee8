import { parse } from "yaml";
import type { EnvVar } from "../../domain/cluster-spec.ts";
import type { Component } from "../../domain/component.ts";
import type { MountView, ProbeView, StaticPodView, VolumeView } from "../../domain/static-pod-view.ts";
import type { RenderTemplate } from "../templates.ts";
import { CANONICAL_INSTANCE } from "./canonical-instance.ts";
import { manifestText } from "./manifest-text.ts";

/**
 * What a manifest that was rendered here says, its fingerprints among the annotations: the inverse of rendering it.
 * Undefined for any other text, such as one that was edited into a shape that the templates do not have.
 */
export function readStaticPod(component: Component, text: string, render: RenderTemplate): StaticPodView | undefined {
  try {
    const view = viewOf(component, parse(text) as PodDocument);
    return manifestText({ ...view, ...CANONICAL_INSTANCE, podName: component }, render) === text ? view : undefined;
  } catch {
    return undefined;
  }
}

interface ProbeDocument {
  readonly failureThreshold: number;
  readonly httpGet: { readonly host?: string; readonly path: string; readonly scheme: ProbeView["scheme"] };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
}

interface PodDocument {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly {
      readonly command: readonly string[];
      readonly env?: readonly EnvVar[];
      readonly image: string;
      readonly imagePullPolicy: StaticPodView["imagePullPolicy"];
      readonly livenessProbe: ProbeDocument;
      readonly readinessProbe?: ProbeDocument;
      readonly startupProbe: ProbeDocument;
      readonly ports: readonly { readonly containerPort: number }[];
      readonly resources: { readonly requests?: { readonly cpu?: string; readonly memory?: string } };
      readonly volumeMounts: readonly {
        readonly name: string;
        readonly mountPath: string;
        readonly readOnly?: boolean;
      }[];
    }[];
    readonly volumes: readonly {
      readonly name: string;
      readonly hostPath: { readonly path: string; readonly type?: string };
    }[];
  };
}

// Whatever is missing or of another shape shows when the view is rendered again, or throws.
function viewOf(component: Component, { metadata, spec }: PodDocument): StaticPodView {
  const [container] = spec.containers;
  if (container === undefined) {
    throw new TypeError("it holds no container");
  }
  const { resources, readinessProbe } = container;
  return {
    component,
    annotations: Object.entries(metadata.annotations ?? {}).map(([name, value]) => ({ name, value })),
    image: container.image,
    imagePullPolicy: container.imagePullPolicy,
    command: container.command,
    env: container.env ?? [],
    probePort: container.ports[0]?.containerPort ?? 0,
    liveness: probeOf(container.livenessProbe),
    readiness: readinessProbe === undefined ? undefined : probeOf(readinessProbe),
    startup: probeOf(container.startupProbe),
    cpuRequest: resources.requests?.cpu ?? "",
    memoryRequest: resources.requests?.memory ?? "",
    mounts: container.volumeMounts.map(({ name, mountPath, readOnly = false }): MountView => ({
      name,
      mountPath,
      isReadOnly: readOnly,
    })),
    volumes: spec.volumes.map(({ name, hostPath: { path, type } }): VolumeView => ({
      name,
      path,
      type: type ?? "",
      hasType: type !== undefined,
    })),
  };
}

function probeOf({ httpGet, initialDelaySeconds, ...probe }: ProbeDocument): ProbeView {
  return {
    host: httpGet.host ?? "",
    hasHost: httpGet.host !== undefined,
    path: httpGet.path,
    scheme: httpGet.scheme,
    initialDelaySeconds: initialDelaySeconds ?? 0,
    hasInitialDelay: initialDelaySeconds !== undefined,
    periodSeconds: probe.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds,
    failureThreshold: probe.failureThreshold,
  };
}
