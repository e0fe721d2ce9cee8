import { parseGoDuration } from "../../config/go-duration.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import type { HandoffPorts } from "../../domain/handoff/handoff-ports.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import { HANDOFF_VOLUME, secondPodName } from "../../domain/handoff/second-names.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { StaticPodView, VolumeView } from "../../domain/static-pod-view.ts";
import type { InstanceView } from "../manifests/manifest-text.ts";
import { flagValue } from "./command-flags.ts";
import { secondCommand } from "./second-command.ts";
import { secondRequests } from "./second-requests.ts";

/** What a second instance depends on besides its component. */
export interface SecondPodContext {
  readonly transactionId: string;
  readonly ports: HandoffPorts;
  /** What it may request. */
  readonly room: PodRoom;
  /** A file that is gone after a reboot, so that a leftover Pod does not start then. */
  readonly marker: AbsolutePath;
  /** Paths of the host that volumes name, and where their new content is kept ready. */
  readonly inputs: ReadonlyMap<string, string>;
}

const TRANSACTION = "steadyplane.dev/transaction";
// The shortest that the kubelet gives a container, whatever is written (pkg/kubelet/kuberuntime, killContainer).
const GRACE_SECONDS = 2;
const MARKER = { name: HANDOFF_VOLUME, mountPath: `/${HANDOFF_VOLUME}` };

const PROBED: Readonly<Record<Component, keyof HandoffPorts>> = {
  etcd: "etcdMetrics",
  "kube-apiserver": "apiServer",
  "kube-controller-manager": "controllerManager",
  "kube-scheduler": "scheduler",
};

/**
 * The second instance of a component, with its new configuration: the canonical Pod but for its name, labels and
 * ports, what depends on those, its requests, where new files are read, and a mounted marker. An etcd has no probes,
 * since it does not serve before the first one is gone. The transaction in it makes its UID new each time.
 */
export function secondPod(
  { component, view }: Pick<StaticPodResource, "component" | "view">,
  context: SecondPodContext,
): InstanceView {
  return {
    ...view,
    isSecond: true,
    podName: secondPodName(component),
    terminationGracePeriodSeconds: graceSeconds(view),
    annotations: [...view.annotations, { name: TRANSACTION, value: context.transactionId }],
    command: secondCommand(view, context.ports),
    probePort: context.ports[PROBED[component]],
    ...secondRequests(view, context.room),
    mounts: [...view.mounts, { ...MARKER, isReadOnly: true }],
    volumes: [...view.volumes.map((volume) => staged(volume, context.inputs)), markerVolume(context.marker)],
  };
}

// For that long an API server goes on serving after SIGTERM.
function graceSeconds({ command }: StaticPodView): number {
  const delayMs = parseGoDuration(flagValue(command, "shutdown-delay-duration") ?? "") ?? 0;
  return GRACE_SECONDS + Math.max(0, Math.ceil(delayMs / 1000));
}

function staged(volume: VolumeView, inputs: SecondPodContext["inputs"]): VolumeView {
  return { ...volume, path: inputs.get(volume.path) ?? volume.path };
}

function markerVolume(marker: AbsolutePath): VolumeView {
  return { name: MARKER.name, path: marker, type: "File", hasType: true };
}
